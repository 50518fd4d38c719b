package poegateway.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import poegateway.core.Account;
import poegateway.core.failure.Failure;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.text.Secret;

class AccountHealthTest {
    private static final Account ACCOUNT = Account.ofOperator("default", new Secret("test-key"));
    private static final Failure REFUSED = new PoeRefusal.KeyRefused();

    private final AccountHealth health = new AccountHealth();

    @Test
    void nothingIsSaidOfAnAccountOfWhichNothingWasSeen() {
        health.accepted(ACCOUNT);
        health.refused(ACCOUNT, new PoeRefusal.ServerError("Out of order."));
        assertEquals(List.of(), health.statuses());
        assertEquals(Double.NaN, health.points(ACCOUNT));
    }

    @Test
    void pointsAreToldAsTheyWereAskedFor() {
        health.told(ACCOUNT, 1_234_567);
        assertEquals(status(true, "key ok, 1,234,567 points"), health.statuses());
        assertEquals(1_234_567, health.points(ACCOUNT));
        health.told(ACCOUNT, 0);
        assertEquals(status(false, "key ok, 0 points; buy some at poe.com"), health.statuses());
        health.accepted(ACCOUNT);
        assertEquals(status(false, "key ok, 0 points; buy some at poe.com"), health.statuses(), "a free model will do");
    }

    @Test
    void aKeyThatPoeRefusesIsToldAtOnceAndIsWellAgainAfterASuccess() {
        health.told(ACCOUNT, 5);
        health.refused(ACCOUNT, REFUSED);
        assertEquals(status(false, REFUSED.message()), health.statuses());
        assertEquals(Double.NaN, health.points(ACCOUNT));
        health.accepted(ACCOUNT);
        assertEquals(status(true, "key ok, 5 points"), health.statuses());
    }

    @Test
    void aKeyThatPoeRefusesIsToldThoughItsPointsWereNeverAskedFor() {
        health.refused(ACCOUNT, REFUSED);
        assertEquals(status(false, REFUSED.message()), health.statuses());
        health.accepted(ACCOUNT);
        assertEquals(status(true, "key ok"), health.statuses());
        assertEquals(Double.NaN, health.points(ACCOUNT));
    }

    @Test
    void anAccountWithoutPointsIsToldWithoutPoesWords() {
        health.refused(ACCOUNT, new PoeRefusal.OutOfPoints("You asked 'a secret question'."));
        assertEquals(status(false, "no points left; buy some at poe.com"), health.statuses());
    }

    @Test
    void pointsThatCannotBeHadAreTroubleUntilTheyCanOrARequestSucceeds() {
        Failure closed = new ReplyFailure.Closed(false);
        health.untold(ACCOUNT, closed);
        assertEquals(status(false, closed.message()), health.statuses());
        health.told(ACCOUNT, 7);
        assertEquals(status(true, "key ok, 7 points"), health.statuses());
    }

    @Test
    void otherFailuresSayNothingOfTheAccount() {
        health.told(ACCOUNT, 7);
        health.refused(ACCOUNT, new PoeRefusal.ServerError("Out of order."));
        health.refused(ACCOUNT, new ReplyFailure.Closed(true));
        assertEquals(status(true, "key ok, 7 points"), health.statuses());
    }

    @Test
    void callersLookAfterTheirOwnAccounts() {
        Account own = new Account("poe-key:0123", Optional.of(new Secret("key-of-alice")), true);
        health.refused(own, REFUSED);
        health.refused(own, new PoeRefusal.OutOfPoints("None."));
        health.accepted(own);
        assertFalse(health.statuses().toString().contains("poe-key"));
        assertEquals(List.of(), health.statuses());
    }

    private static List<AccountHealth.Status> status(boolean ok, String words) {
        return List.of(new AccountHealth.Status("default", ok, words));
    }
}
