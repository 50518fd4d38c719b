package poegateway.dialect.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import poegateway.core.failure.AccessFailure;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.messages.event.AnthropicErrors;
import poegateway.dialect.poe.PoeErrors;

/** Failures in Anthropic's words. */
class AnthropicErrorsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<Integer, List<String>> TYPES = Map.ofEntries(
            Map.entry(400, List.of("invalid_request_error")),
            Map.entry(401, List.of("authentication_error")),
            Map.entry(402, List.of("billing_error")),
            Map.entry(403, List.of("permission_error", "invalid_request_error")),
            Map.entry(404, List.of("not_found_error")),
            Map.entry(413, List.of("request_too_large")),
            Map.entry(429, List.of("rate_limit_error")),
            Map.entry(500, List.of("api_error")),
            Map.entry(502, List.of("api_error")),
            Map.entry(503, List.of("overloaded_error", "api_error")),
            Map.entry(504, List.of("timeout_error")),
            Map.entry(529, List.of("overloaded_error")));

    private static final List<Failure> FAILURES = List.of(
            new ClientFailure.InvalidRequest("invalid_value", "It is wrong.", "model"),
            new ClientFailure.NotExpressible("This", "that"),
            new ClientFailure.UnknownUrl("GET", "Look elsewhere."),
            new ClientFailure.UnsupportedEndpoint("embeddings", "Use others."),
            new ClientFailure.MethodNotAllowed("PUT", List.of("POST")),
            new ClientFailure.CallerGone(),
            new AccessFailure.KeyInUrl("key"),
            new AccessFailure.KeyRefused(AccessFailure.KeyRefused.Reason.UNKNOWN),
            new GatewayFailure.Overloaded("memory"),
            new GatewayFailure.Draining(),
            new GatewayFailure.Bug(),
            new PoeRefusal.KeyRefused(),
            new PoeRefusal.OutOfPoints("None."),
            new PoeRefusal.Overloaded("Busy.", Optional.empty()),
            new PoeRefusal.ModelTimeout(Optional.empty()),
            new PoeRefusal.ModelNotFound("m", List.of()),
            new PoeRefusal.Refused(403, "moderation_error", "No.", null),
            new PoeRefusal.Refused(413, "request_too_large", "Long.", null),
            new PoeRefusal.Throttled("Slow.", Retry.NEVER),
            new ReplyFailure.Truncated());

    @Test
    void everyFailureHasTheTypeOfItsStatus() throws IOException {
        for (Failure failure : FAILURES) {
            ErrorForm.Rendered answer = new AnthropicErrors().of("req-1").answer(failure);
            JsonNode said = MAPPER.readTree(answer.body());
            assertEquals("error", said.path("type").asText());
            assertEquals("req-1", said.path("request_id").asText());
            assertEquals("req-1", answer.headers().get("request-id"));
            assertEquals("application/json", answer.headers().get("content-type"));
            String type = said.at("/error/type").asText();
            List<String> fitting = TYPES.getOrDefault(answer.status(), List.of("invalid_request_error", "api_error"));
            assertTrue(fitting.contains(type), failure + " " + answer.status() + " " + type);
            assertTrue(!said.at("/error/message").asText().isEmpty());
            String event = new String(new AnthropicErrors().of("req-1").event(failure), UTF_8);
            assertEquals("event: error\ndata: " + new String(answer.body(), UTF_8) + "\n\n", event);
        }
    }

    @Test
    void anOverloadedPoeIsAnthropicsOwnStatusAndAnOverloadedGatewayIsNot() {
        assertEquals(529, status(new PoeRefusal.Overloaded("Busy.", Optional.empty())));
        assertEquals(503, status(new GatewayFailure.Overloaded("memory")));
    }

    @Test
    void aRequestOfWhichNothingIsKnownHasNoId() {
        ErrorForm.Rendered answer = new AnthropicErrors().answer(new ClientFailure.UnknownUrl("GET", "x"));
        assertTrue(!answer.headers().containsKey("request-id"));
        assertTrue(!new String(answer.body(), UTF_8).contains("request_id"));
    }

    @Test
    void bothFormsOfPoesErrorsAreRead() {
        String nested = "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
                + "\"{\\\"message\\\":\\\"context_management: Extra inputs are not permitted\\\"}\"},\"request_id\":\"r\"}";
        String plain = "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
                + "\"context_management: Extra inputs are not permitted\"}}";
        for (String body : List.of(nested, plain)) {
            Failure read = PoeErrors.of("m").read(400, body.getBytes(UTF_8));
            assertEquals("context_management: Extra inputs are not permitted.", read.message());
            assertEquals(400, read.status());
        }
    }

    private static int status(Failure failure) {
        return new AnthropicErrors().answer(failure).status();
    }
}
