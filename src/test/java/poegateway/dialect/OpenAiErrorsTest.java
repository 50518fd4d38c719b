package poegateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.ConnectFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;
import poegateway.dialect.ErrorForm.Rendered;

class OpenAiErrorsTest {
    private final OpenAiErrors errors = new OpenAiErrors();

    @Test
    void allFourKeysAreThereAndTextIsEscaped() {
        Failure failure = new ClientFailure.InvalidRequest("invalid_value", "a \"quote\"\nand a line", "model");
        assertEquals(
                "{\"error\":{\"message\":\"a \\\"quote\\\"\\nand a line\",\"type\":\"invalid_request_error\","
                        + "\"param\":\"model\",\"code\":\"invalid_value\"}}",
                body(failure));
        assertTrue(body(new ReplyFailure.Truncated()).contains("\"param\":null"));
    }

    @Test
    void anEventIsOneLineOfData() {
        Failure failure = new ClientFailure.InvalidRequest("invalid_value", "two\nlines", null);
        String event = new String(errors.event(failure), UTF_8);
        assertTrue(event.startsWith("data: {\"error\":"), event);
        assertEquals(event.length() - 2, event.indexOf('\n'), "only the blank line that ends it");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1000", "300, 300, 59999", "61, 61, 59999", "60, 60, 60000", "2, 2, 2000"})
    void aWaitIsToldAsItIsInSecondsAndInMillisecondsAsFarAsSdksObeyIt(long asked, String seconds, String millis) {
        Retry retry = Retry.after(Optional.of(Duration.ofSeconds(asked)));
        Rendered rendered = errors.answer(new PoeRefusal.Throttled("Slow down.", retry));
        assertEquals(seconds, rendered.headers().get("retry-after"));
        assertEquals(millis, rendered.headers().get("retry-after-ms"));
        assertNull(rendered.headers().get("x-should-retry"));
    }

    @Test
    void aWaitThatPoeNamedIsToldWhateverTheStatusAndNoneIsMadeUp() {
        Retry named = Retry.after(Optional.of(Duration.ofSeconds(30)));
        assertEquals("30", header(new PoeRefusal.ServerError("No.", "upstream_error", named), "retry-after"));
        assertEquals("30", header(new PoeRefusal.ModelTimeout(Optional.of(Duration.ofSeconds(30))), "retry-after"));
        assertEquals("null", header(new PoeRefusal.ServerError("No."), "retry-after"));
        assertEquals("null", header(new PoeRefusal.ModelTimeout(Optional.empty()), "retry-after"));
    }

    @Test
    void whatMayBeBilledIsNotToBeSentAgainAndWhatWasNotSentIs() {
        assertEquals("false", header(new ReplyFailure.Closed(false), "x-should-retry"));
        assertEquals("false", header(new PoeRefusal.OutOfPoints("None left."), "x-should-retry"));
        assertEquals("true", header(new ConnectFailure.Unreachable("poe:443", "refused"), "x-should-retry"));
    }

    @Test
    void whatIsAllowedInsteadIsNamed() {
        assertEquals("GET, POST", header(new ClientFailure.MethodNotAllowed("PUT", List.of("GET", "POST")), "allow"));
        assertFalse(errors.answer(new ReplyFailure.Truncated()).headers().containsKey("allow"));
    }

    @Test
    void aWaitOfOursIsToldToTheMillisecondAndPoesIsNeverZero() {
        ClientFailure.Throttled ours = new ClientFailure.Throttled("5 a minute", Duration.ofMillis(300));
        assertEquals("1", header(ours, "retry-after"));
        assertEquals("300", header(ours, "retry-after-ms"));
        Retry now = Retry.after(Optional.of(Duration.ZERO));
        assertEquals("1000", header(new PoeRefusal.Throttled("Slow down.", now), "retry-after-ms"));
        assertEquals("5", header(new PoeRefusal.Throttled("Slow down.", Retry.NEVER), "retry-after"));
        assertEquals("null", header(new PoeRefusal.Throttled("Slow down.", Retry.NEVER), "x-should-retry"));
    }

    @Test
    void whatToSendInsteadIsInTheHead() {
        Failure encoded = new ClientFailure.UnsupportedContentEncoding("br");
        assertEquals("gzip, deflate", header(encoded, "accept-encoding"));
        assertEquals("null", header(encoded, "upgrade"));
        Failure upgrade = new ClientFailure.InvalidHttp(426, "HTTP/2 is not spoken here");
        assertEquals("HTTP/1.1", header(upgrade, "upgrade"));
        assertEquals("upgrade", header(upgrade, "connection"));
        assertEquals("null", header(upgrade, "accept-encoding"));
    }

    @Test
    void aMessageOfAnyLengthIsCutAt4000Characters() {
        String longest = "x".repeat(4_000);
        assertTrue(body(invalid(longest)).contains("\"" + longest + "\""));
        assertTrue(body(invalid(longest + "y")).contains("\"" + longest + "…\""));
    }

    private static Failure invalid(String message) {
        return new ClientFailure.InvalidRequest("invalid_value", message, null);
    }

    private String body(Failure failure) {
        return new String(errors.answer(failure).body(), UTF_8);
    }

    private String header(Failure failure, String name) {
        return String.valueOf(errors.answer(failure).headers().get(name));
    }
}
