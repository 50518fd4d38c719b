package poegateway.relay.attempt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import poegateway.config.LimitsConfig;

class RetryBudgetTest {
    private int percent = 20;
    private int least = 3;
    private final RetryBudget budget = new RetryBudget(this::limits);

    @Test
    void aFewMayBeRepeatedHoweverFewAreUnderWay() {
        begin(1);
        assertTrue(budget.repeatBegins());
        assertTrue(budget.repeatBegins());
        assertTrue(budget.repeatBegins());
        assertFalse(budget.repeatBegins());
    }

    @Test
    void aShareOfThoseUnderWayMayBeRepeated() {
        begin(50);
        for (int repeat = 0; repeat < 10; repeat++) {
            assertTrue(budget.repeatBegins());
        }
        assertFalse(budget.repeatBegins());
        begin(4);
        assertFalse(budget.repeatBegins(), "54 of 100 are 10.8");
        begin(1);
        assertTrue(budget.repeatBegins());
    }

    @Test
    void thoseThatHaveEndedAreNotUnderWay() {
        begin(50);
        for (int request = 0; request < 30; request++) {
            budget.requestEnds();
        }
        for (int repeat = 0; repeat < 4; repeat++) {
            assertTrue(budget.repeatBegins());
        }
        assertFalse(budget.repeatBegins());
    }

    @Test
    void aRepeatThatHasEndedMakesRoomAndOneThatWasRefusedTakesNone() {
        begin(1);
        for (int repeat = 0; repeat < 3; repeat++) {
            assertTrue(budget.repeatBegins());
        }
        for (int refused = 0; refused < 10; refused++) {
            assertFalse(budget.repeatBegins());
        }
        budget.repeatEnds();
        assertTrue(budget.repeatBegins());
        assertFalse(budget.repeatBegins());
    }

    @Test
    void changedLimitsHoldAtOnce() {
        begin(100);
        percent = 0;
        least = 0;
        assertFalse(budget.repeatBegins());
        percent = 1;
        assertTrue(budget.repeatBegins());
        assertFalse(budget.repeatBegins());
    }

    private void begin(int requests) {
        for (int request = 0; request < requests; request++) {
            budget.requestBegins();
        }
    }

    private LimitsConfig limits() {
        return new LimitsConfig(
                500,
                50,
                Duration.ofSeconds(20),
                200,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                percent,
                least);
    }
}
