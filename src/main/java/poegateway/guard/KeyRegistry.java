package poegateway.guard;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.config.AccountConfig;
import poegateway.config.AuthConfig;
import poegateway.config.KeyConfig;
import poegateway.config.LogConfig;
import poegateway.core.Account;
import poegateway.core.AllowedModels;
import poegateway.core.Caller;
import poegateway.core.Scope;
import poegateway.core.failure.AccessFailure;
import poegateway.core.failure.AccessFailure.KeyRefused.Reason;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.text.Secret;

/** Who may enter: decides by the key that a request brings, and by who may call at all. Safe for all threads. */
public final class KeyRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRegistry.class);

    /** Callers who bring their own key of Poe share one label, since there may be any number of them. */
    private static final String OWN_KEY = "poe-key";

    /** As Authorization and as x-api-key. */
    private static final int KEYS_MAX = 2;

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");

    private final Dependencies dependencies;
    private final FailedKeyLimiter wrongKeys;
    private volatile Rules rules;

    /**
     * What does not change while the gateway runs.
     *
     * @param loopback whether only this machine can reach the gateway
     * @param clock time of day, for keys that expire
     * @param nanoTime monotonic time
     * @param loggedAddresses what the log may tell of where callers are
     */
    public record Dependencies(
            boolean loopback, InstantSource clock, LongSupplier nanoTime, LogConfig.Addresses loggedAddresses) {}

    /** What a request must show. */
    private enum Required {
        NOTHING,
        GATEWAY_KEY,
        POE_KEY
    }

    /**
     * What holds until it is replaced.
     *
     * @param keys by digest
     * @param accounts finds the Poe account of a name
     * @param anybody the one caller of a gateway that asks for no key
     */
    private record Rules(
            Required required,
            Map<String, KeyEntry> keys,
            int failuresPerMinute,
            Function<String, Account> accounts,
            Admission anybody) {}

    /**
     * Starts with the keys of the settings.
     *
     * @param accounts finds the Poe account of a name
     * @throws IllegalArgumentException with a sentence for the operator when everyone could enter from outside
     */
    public KeyRegistry(AuthConfig auth, Function<String, Account> accounts, Dependencies dependencies) {
        this.dependencies = dependencies;
        this.wrongKeys = new FailedKeyLimiter(dependencies.nanoTime());
        this.rules = new Rules(
                Required.NOTHING, Map.of(), auth.failuresPerMinute(), accounts, anybody(accounts, Set.of(Scope.API)));
        replace(auth, auth.keys());
    }

    /**
     * Keys and mode that hold from now on; nothing changes when this fails. A gateway that has asked for keys does not stop
     * to because the last one is gone.
     *
     * @param keys all that there are; those of {@code auth} are not looked at
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public final void replace(AuthConfig auth, List<KeyConfig> keys) {
        prepare(auth, keys, rules.accounts()).run();
    }

    /**
     * As {@link #replace}, in two steps: what this returns puts the keys into force and cannot fail.
     *
     * @param accounts finds the Poe account of a name
     * @throws IllegalArgumentException with a sentence for the operator when they cannot be used
     */
    public final Runnable prepare(AuthConfig auth, List<KeyConfig> keys, Function<String, Account> accounts) {
        Rules prepared = rules(auth, keys, accounts);
        return () -> rules = prepared;
    }

    private Rules rules(AuthConfig auth, List<KeyConfig> keys, Function<String, Account> accounts) {
        Map<String, KeyEntry> known = new HashMap<>();
        for (KeyConfig key : keys) {
            KeyEntry one = KeyEntry.of(key, accounts);
            Optional.ofNullable(rules.keys().get(one.sha256())).ifPresent(one::inheritUse);
            known.put(one.sha256(), one);
        }
        boolean ever = keys.stream().anyMatch(KeyConfig::opensApi) || rules.required() == Required.GATEWAY_KEY;
        Required required = required(auth, ever);
        Set<Scope> free = free(required, known.isEmpty());
        return new Rules(required, Map.copyOf(known), auth.failuresPerMinute(), accounts, anybody(accounts, free));
    }

    /** What is open without a key: whatever is the operator's only to this machine, and only while no key exists. */
    private Set<Scope> free(Required required, boolean noKeys) {
        Set<Scope> free = EnumSet.noneOf(Scope.class);
        boolean operators = dependencies.loopback() && noKeys;
        if (required == Required.NOTHING) {
            free.add(Scope.API);
        }
        if (operators && required != Required.GATEWAY_KEY) {
            free.add(Scope.METRICS);
        }
        if (operators && required == Required.NOTHING) {
            free.add(Scope.ADMIN);
        }
        return free;
    }

    private static Admission anybody(Function<String, Account> accounts, Set<Scope> free) {
        return Admission.withoutLimitsOfItsOwn(
                Caller.anybody(accounts.apply(AccountConfig.DEFAULT), free), Admission.LimitedBy.ADDRESS);
    }

    /** Whether everyone on this machine may use the API, so that web pages in its browsers must be kept out. */
    public boolean openToThisMachine() {
        return dependencies.loopback() && rules.required() == Required.NOTHING;
    }

    /** Whether callers of the API are asked for a key: one of the gateway's, or their own. */
    public boolean asks() {
        return rules.required() != Required.NOTHING;
    }

    /** When each key was used last since the start, by its name; those that were not are missing. */
    public Map<String, Instant> lastUses() {
        Map<String, Instant> uses = new TreeMap<>();
        rules.keys()
                .values()
                .forEach(key -> key.lastUse()
                        .map(time -> time.truncatedTo(ChronoUnit.SECONDS))
                        .ifPresent(time -> uses.put(key.admission().caller().name(), time)));
        return uses;
    }

    /**
     * Lets a caller in.
     *
     * @param presented the different keys that the request brings
     * @param from the caller's address
     * @throws FailureException when it may not enter, or not do this
     */
    public Admission admit(Set<String> presented, Scope scope, InetAddress from) {
        Rules now = rules;
        if (now.anybody().caller().scopes().contains(scope)) {
            return now.anybody();
        }
        return scope == Scope.API && now.required() == Required.POE_KEY
                ? ownKey(presented, now)
                : gatewayKey(presented, scope, from, now);
    }

    private Required required(AuthConfig auth, boolean keysExist) {
        return switch (auth.mode()) {
            case OPEN -> open(auth);
            case KEYS -> Required.GATEWAY_KEY;
            case POE_KEY -> Required.POE_KEY;
            case AUTO ->
                keysExist || !(dependencies.loopback() || auth.insecure()) ? Required.GATEWAY_KEY : Required.NOTHING;
        };
    }

    private Required open(AuthConfig auth) {
        if (!dependencies.loopback() && !auth.insecure()) {
            throw new IllegalArgumentException("auth.mode is open, but server.host can be reached from outside this"
                    + " machine: everyone there could spend your points. Set auth.mode to keys or auto, listen on"
                    + " 127.0.0.1, or add --insecure if that is what you want.");
        }
        return Required.NOTHING;
    }

    private Admission ownKey(Set<String> presented, Rules now) {
        if (presented.size() != 1) {
            throw refused(presented.isEmpty() ? Reason.OF_POE_MISSING : Reason.CONTRADICTORY);
        }
        String key = presented.iterator().next();
        if (!VISIBLE_ASCII.matcher(key).matches()) {
            throw refused(Reason.OF_POE_DAMAGED);
        }
        String sha256 = GatewayKey.sha256(key);
        if (GatewayKey.isMeant(key) || now.keys().containsKey(sha256)) {
            throw refused(Reason.OF_GATEWAY); // never sent to Poe
        }
        Account account = new Account(OWN_KEY + ":" + sha256, Optional.of(new Secret(key)), true);
        return Admission.withoutLimitsOfItsOwn(
                new Caller(sha256, OWN_KEY, Set.of(Scope.API), account, AllowedModels.ALL), Admission.LimitedBy.KEY);
    }

    private Admission gatewayKey(Set<String> presented, Scope scope, InetAddress from, Rules now) {
        if (presented.isEmpty()) {
            throw refused(Reason.MISSING);
        }
        List<KeyEntry> ours = ours(presented, now);
        KeyEntry known = ours.size() == 1 ? ours.getFirst() : null;
        Reason fault = presented.size() > 1 && known == null
                ? Reason.CONTRADICTORY
                : fault(presented.iterator().next(), known);
        Optional<Duration> wait = wrongKeys.untilWelcome(from, now.failuresPerMinute());
        if (wait.isPresent() && !(known != null && fault == null && known.wasLastUsedFrom(from))) {
            throw failure(tooMany(now.failuresPerMinute(), wait.get()));
        }
        if (known == null || fault != null) {
            wrong(presented.size(), from, now.failuresPerMinute());
            throw refused(fault == null ? Reason.UNKNOWN : fault);
        }
        known.used(from, dependencies.clock().instant());
        if (!known.has(scope)) {
            throw failure(new AccessFailure.MissingScope(scope.word()));
        }
        return known.admission();
    }

    /** Counts wrong keys; the log is told once when there were too many. */
    private void wrong(int keys, InetAddress from, int most) {
        for (int i = 0; i < keys; i++) {
            if (wrongKeys.record(from) == most) {
                LOG.warn(
                        "{} wrong keys came from {} within a minute: no key from there is tried until the minute "
                                + "ends (auth.failures-per-minute)",
                        most,
                        dependencies.loggedAddresses().shown(from).orElse("one address"));
            }
        }
    }

    /**
     * Those of the gateway. Clients with a key of another service as Bearer send the gateway's own as x-api-key; more than
     * these two are not looked at, since one request would be many guesses.
     */
    private static List<KeyEntry> ours(Set<String> presented, Rules now) {
        return presented.size() > KEYS_MAX
                ? List.of()
                : presented.stream().flatMap(key -> find(key, now).stream()).toList();
    }

    /** By its whole digest: how long the search takes tells nothing that leads to a key. */
    private static Optional<KeyEntry> find(String key, Rules now) {
        String sha256 = GatewayKey.sha256(key);
        return Optional.ofNullable(now.keys().get(sha256)).filter(known -> known.isOf(sha256));
    }

    private @Nullable Reason fault(String key, @Nullable KeyEntry known) {
        if (known != null) {
            return known.fault(dependencies.clock());
        }
        return GatewayKey.isMeant(key) && !GatewayKey.isIntact(key) ? Reason.DAMAGED : Reason.UNKNOWN;
    }

    private static Failure tooMany(int most, Duration wait) {
        return new ClientFailure.Throttled(
                most + " wrong keys a minute from one address (auth.failures-per-minute)", wait);
    }

    private static FailureException refused(Reason reason) {
        return failure(new AccessFailure.KeyRefused(reason));
    }

    private static FailureException failure(Failure failure) {
        return new FailureException(failure);
    }
}
