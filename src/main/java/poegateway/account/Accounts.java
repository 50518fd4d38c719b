package poegateway.account;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import poegateway.config.AccountConfig;
import poegateway.config.PoeConfig;
import poegateway.core.Account;
import poegateway.core.text.Secret;

/** The Poe accounts that the operator set up, by name. */
public final class Accounts implements Function<String, Account> {
    private static final Secret SIMULATOR_KEY = new Secret("simulator");

    private final Map<String, Account> byName = new HashMap<>();

    /**
     * Those of the settings.
     *
     * @param simulated whether the simulator stands in for Poe, which gets no real key
     */
    public Accounts(PoeConfig poe, boolean simulated) {
        String standard = AccountConfig.DEFAULT;
        Optional<Secret> key = simulated ? Optional.of(SIMULATOR_KEY) : poe.apiKey();
        byName.put(standard, new Account(standard, key, false));
        poe.accounts()
                .forEach(account -> byName.put(
                        account.name(),
                        Account.ofOperator(account.name(), simulated ? SIMULATOR_KEY : account.apiKey())));
    }

    /** The one that pays where nobody says otherwise. */
    public Account standard() {
        return apply(AccountConfig.DEFAULT);
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
