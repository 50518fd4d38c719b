package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.guard.RateState;

final class RateHeadersTest {
    @Test
    void theLimitAndWhatIsLeftOfIt() {
        var headers = RateHeaders.of(new RateState(60, 11, Duration.ZERO));
        assertEquals("60", headers.get("x-ratelimit-limit-requests"));
        assertEquals("11", headers.get("x-ratelimit-remaining-requests"));
        assertEquals("0ms", headers.get("x-ratelimit-reset-requests"));
    }

    @ParameterizedTest
    @CsvSource({
        "1,1ms",
        "1000000,1ms",
        "1000001,2ms",
        "999000000,999ms",
        "999000001,1s",
        "1000000000,1s",
        "6533000000,6.533s",
        "6005000000,6.005s",
        "61000000000,61s"
    })
    void durationsAreWrittenAsGoDoesRoundedUpToMilliseconds(long nanos, String written) {
        RateState state = new RateState(1, 0, Duration.ofNanos(nanos));
        assertEquals(written, RateHeaders.of(state).get("x-ratelimit-reset-requests"));
    }
}
