package poegateway.account;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import poegateway.config.AccountConfig;
import poegateway.config.PoeConfig;
import poegateway.core.Account;
import poegateway.core.text.Secret;

/** The Poe accounts that the operator set up, by name. They may change while the gateway runs. Safe for all threads. */
public final class Accounts implements Function<String, Account> {
    private static final Secret SIMULATOR_KEY = new Secret("simulator");

    private final boolean simulated;
    private volatile Map<String, Account> byName;

    /**
     * Those of the settings.
     *
     * @param simulated whether the simulator stands in for Poe, which gets no real key
     */
    public Accounts(PoeConfig poe, boolean simulated) {
        this.simulated = simulated;
        this.byName = byName(poe, simulated);
    }

    private static Map<String, Account> byName(PoeConfig poe, boolean simulated) {
        Map<String, Account> named = new HashMap<>();
        String standard = AccountConfig.DEFAULT;
        Optional<Secret> key = simulated ? Optional.of(SIMULATOR_KEY) : poe.apiKey();
        named.put(standard, new Account(standard, key, false));
        poe.accounts()
                .forEach(account -> named.put(
                        account.name(),
                        Account.ofOperator(account.name(), simulated ? SIMULATOR_KEY : account.apiKey())));
        return Map.copyOf(named);
    }

    /** Those of other settings, for a gateway that goes on to ask whom it asks now. */
    public Accounts changed(PoeConfig poe) {
        return new Accounts(poe, simulated);
    }

    /** From now on these are those of {@code other}. */
    public void become(Accounts other) {
        byName = other.byName;
    }

    /** The one that pays where nobody says otherwise. */
    public Account standard() {
        return apply(AccountConfig.DEFAULT);
    }

    public Set<String> names() {
        return byName.keySet();
    }

    public Collection<Account> all() {
        return byName.values();
    }

    @Override
    public Account apply(String name) {
        Account account = byName.get(name);
        if (account == null) {
            throw new IllegalArgumentException(
                    "A key names the Poe account '" + name + "', which is not in poe.accounts.");
        }
        return account;
    }
}
