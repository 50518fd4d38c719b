package poegateway.upstream.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbortHandleTest {
    private final AbortHandle abort = new AbortHandle();
    private final List<String> closed = new ArrayList<>();

    @Test
    void anAbortClosesWhatIsHeldThatMomentAndNothingBefore() throws IOException {
        abort.hold(() -> closed.add("first"));
        abort.hold(() -> closed.add("second"));
        abort.abort();
        abort.abort();
        assertEquals(List.of("second"), closed);
    }

    @Test
    void afterAnAbortNothingCanBeHeld() {
        abort.abort();
        assertThrows(IOException.class, () -> abort.hold(() -> closed.add("late")));
        assertEquals(List.of("late"), closed);
        assertFalse(abort.release());
    }

    @Test
    void whatWasReleasedStaysOpen() throws IOException {
        abort.hold(() -> closed.add("released"));
        assertTrue(abort.release());
        abort.abort();
        assertEquals(List.of(), closed);
        assertFalse(abort.release());
    }

    @Test
    void whatCannotBeClosedEndsNoAbort() throws IOException {
        abort.hold(() -> {
            closed.add("tried");
            throw new IOException("it stays");
        });
        abort.abort();
        assertEquals(List.of("tried"), closed);
    }
}
