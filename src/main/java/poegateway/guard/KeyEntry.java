package poegateway.guard;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import poegateway.config.KeyConfig;
import poegateway.core.Account;
import poegateway.core.AllowedModels;
import poegateway.core.AllowedTools;
import poegateway.core.Caller;
import poegateway.core.Scope;
import poegateway.core.failure.AccessFailure.KeyRefused.Reason;

/** A key of the gateway, as it is set up; and from where it last came. */
final class KeyEntry {
    private final String sha256;
    private final Admission admission;
    private final Optional<Instant> expires;
    private final boolean revoked;
    private volatile @Nullable InetAddress lastFrom;
    private volatile @Nullable Instant lastUse;

    private KeyEntry(String sha256, Admission admission, Optional<Instant> expires, boolean revoked) {
        this.sha256 = sha256;
        this.admission = admission;
        this.expires = expires;
        this.revoked = revoked;
    }

    /** {@code accounts} finds the Poe account of a name. */
    static KeyEntry of(KeyConfig key, Function<String, Account> accounts) {
        String sha256 = key.sha256()
                .or(() -> key.key().map(secret -> GatewayKey.sha256(secret.reveal())))
                .orElseThrow(() -> new IllegalArgumentException("key '" + key.name() + "' has no sha256 and no key"));
        Caller caller = new Caller(
                sha256,
                key.name(),
                Set.copyOf(key.scopes()),
                accounts.apply(key.account()),
                new AllowedModels(key.models()),
                new AllowedTools(key.tools()),
                key.costCentsPerDay());
        Admission admission =
                new Admission(caller, Admission.LimitedBy.KEY, key.requestsPerMinute(), key.concurrentStreams());
        return new KeyEntry(sha256, admission, key.expires(), key.revoked());
    }

    String sha256() {
        return sha256;
    }

    Admission admission() {
        return admission;
    }

    boolean has(Scope scope) {
        return admission.caller().scopes().contains(scope);
    }

    /** In constant time. */
    boolean isOf(String digest) {
        return MessageDigest.isEqual(
                sha256.getBytes(StandardCharsets.US_ASCII), digest.getBytes(StandardCharsets.US_ASCII));
    }

    /** Why it opens nothing any more; null when it does. */
    @Nullable
    Reason fault(InstantSource clock) {
        if (revoked) {
            return Reason.REVOKED;
        }
        boolean over = expires.isPresent() && !clock.instant().isBefore(expires.get());
        return over ? Reason.EXPIRED : null;
    }

    /** It opened something to a caller at this address, at this time. */
    void used(InetAddress address, Instant now) {
        lastUse = now;
        InetAddress block = AddressKey.block(address);
        if (!block.equals(lastFrom)) {
            lastFrom = block;
        }
    }

    boolean wasLastUsedFrom(InetAddress address) {
        return AddressKey.block(address).equals(lastFrom);
    }

    /** When it was used last, by this process. */
    Optional<Instant> lastUse() {
        return Optional.ofNullable(lastUse);
    }

    /** Keeps in mind where and when the same key was used before the settings changed. */
    void inheritUse(KeyEntry before) {
        lastFrom = before.lastFrom;
        lastUse = before.lastUse;
    }
}
