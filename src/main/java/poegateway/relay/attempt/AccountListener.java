package poegateway.relay.attempt;

import poegateway.core.Account;
import poegateway.core.failure.Failure;

/** Is told how Poe takes the accounts that pay, as requests show it. Must neither block nor fail. */
public interface AccountListener {
    /** Poe answered a request that the account pays. */
    void accepted(Account account);

    /** Poe refused a request; the failure may have nothing to do with the account. */
    void refused(Account account, Failure why);

    /** Ignores everything. */
    static AccountListener none() {
        return new AccountListener() {
            @Override
            public void accepted(Account account) {}

            @Override
            public void refused(Account account, Failure why) {}
        };
    }
}
