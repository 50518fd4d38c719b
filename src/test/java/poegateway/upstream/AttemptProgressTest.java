package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;

class AttemptProgressTest {
    private final AttemptProgress attempt = new AttemptProgress(RequestTimeline.unlimited(() -> 1));
    private final List<String> ended = new ArrayList<>();

    @Test
    void aCancelledAttemptEndsWhatItWaitsForThenAndLater() {
        attempt.stoppedBy(() -> ended.add("first"));
        attempt.cancel();
        assertEquals(List.of("first"), ended);
        attempt.stoppedBy(() -> ended.add("second"));
        assertEquals(List.of("first", "second"), ended);
    }

    @Test
    void anAttemptThatWaitsForNothingIsCancelledAllTheSame() {
        attempt.cancel();
        attempt.stoppedBy(() -> ended.add("late"));
        assertEquals(List.of("late"), ended);
    }

    @Test
    void theFirstReasonToGiveItUpStays() {
        assertNull(attempt.abortReason());
        Failure first = new ClientFailure.ReadTooSlow("upstream.unread-bytes");
        attempt.stoppedBy(() -> ended.add("once"));
        attempt.abort(first);
        attempt.abort(new ClientFailure.ReadTooSlow("upstream.unread-bytes"));
        assertSame(first, attempt.abortReason());
        assertEquals(List.of("once"), ended);
    }

    @Test
    void aCancellationBetweenTcpAndTlsIsNotLost() {
        Call call = new OkHttpClient()
                .newCall(new Request.Builder().url("https://poe.test/").build());
        attempt.secureConnectStart(call);
        attempt.cancel();
        assertThrows(AttemptProgress.CancelledException.class, () -> attempt.secureConnectStart(call));
    }

    @Test
    void itsPhaseIsHowFarItCame() {
        assertEquals(AttemptProgress.Phase.CONNECTING, attempt.phase());
        attempt.connected();
        assertEquals(AttemptProgress.Phase.CONNECTED, attempt.phase());
        attempt.sent();
        assertEquals(AttemptProgress.Phase.SENT, attempt.phase());
        attempt.connecting();
        assertEquals(AttemptProgress.Phase.CONNECTING, attempt.phase());
    }
}
