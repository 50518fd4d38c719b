package poegateway.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;

class CancellationTest {
    private static final Failure GONE = new ClientFailure.CallerGone();
    private static final Failure LATE = new ReplyFailure.Truncated();

    private final Cancellation cancellation = new Cancellation();
    private final List<String> ran = new ArrayList<>();

    @Test
    void theFirstReasonStays() {
        assertNull(cancellation.reason());
        cancellation.cancel(GONE);
        cancellation.cancel(LATE);
        assertSame(GONE, cancellation.reason());
        assertSame(
                GONE, assertThrows(FailureException.class, cancellation::check).failure());
    }

    @Test
    void whatIsRegisteredRunsOnceAndWhatWasForgottenNever() {
        cancellation.onCancel(() -> ran.add("kept"));
        cancellation.onCancel(() -> ran.add("forgotten")).close();
        cancellation.cancel(GONE);
        cancellation.cancel(LATE);
        assertEquals(List.of("kept"), ran);
    }

    @Test
    void whatComesTooLateRunsAtOnce() {
        cancellation.cancel(GONE);
        cancellation.onCancel(() -> ran.add("late"));
        assertEquals(List.of("late"), ran);
    }

    @Test
    void anActionThatForgetsAnotherDoesNotTripTheRest() {
        List<Cancellation.Registration> registrations = new ArrayList<>();
        registrations.add(cancellation.onCancel(() -> registrations.forEach(Cancellation.Registration::close)));
        registrations.add(cancellation.onCancel(() -> ran.add("second")));
        cancellation.cancel(GONE);
        assertEquals(List.of("second"), ran);
    }

    @Test
    void anActionThatThrowsKeepsNoOtherFromBeingRun() {
        cancellation.onCancel(() -> ran.add("first"));
        cancellation.onCancel(() -> {
            throw new OutOfMemoryError();
        });
        cancellation.onCancel(() -> ran.add("last"));
        assertThrows(OutOfMemoryError.class, () -> cancellation.cancel(GONE));
        assertEquals(List.of("first", "last"), ran);
        assertSame(GONE, cancellation.reason());
    }
}
