package poegateway.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import poegateway.core.failure.Failure;
import poegateway.core.failure.Failure.Kind;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure.Interrupted;
import poegateway.core.failure.Retry;

class InterruptedReplyTest {
    private static final Retry AT_ONCE = Retry.after(Optional.empty());

    @Test
    void aRefusalThatWouldAllowToSendAgainIsAFailureOfPoeAfterAPartOfTheAnswer() {
        assertFacts(502, Kind.UPSTREAM, new PoeRefusal.Throttled("Slow down.", AT_ONCE));
        assertFacts(502, Kind.UPSTREAM, new PoeRefusal.Overloaded("Busy.", Optional.empty()));
        assertFacts(502, Kind.UPSTREAM, new PoeRefusal.ServerError("Broken."));
        assertFacts(502, Kind.UPSTREAM, new PoeRefusal.ModelTimeout(Optional.empty()));
    }

    @Test
    void aRefusalOfTheRequestKeepsItsStatusAndKind() {
        assertFacts(402, Kind.OUT_OF_POINTS, new PoeRefusal.OutOfPoints("No points."));
        assertFacts(400, Kind.INVALID, new PoeRefusal.Refused(400, "bad", "Bad.", null));
        assertFacts(403, Kind.FORBIDDEN, new PoeRefusal.Refused(403, "moderated", "No.", null));
        assertFacts(499, Kind.INVALID, new PoeRefusal.Refused(499, "odd", "Odd.", null));
    }

    private static void assertFacts(int status, Kind kind, PoeRefusal refusal) {
        Interrupted interrupted = new Interrupted(refusal);
        assertEquals(
                new Failure.Facts(kind, status, refusal.code(), Retry.NEVER, refusal.outcome()), interrupted.facts());
    }
}
