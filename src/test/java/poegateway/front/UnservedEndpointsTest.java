package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import poegateway.core.failure.ClientFailure;

final class UnservedEndpointsTest {
    private static final List<String> KNOWN = List.of(
            "/responses",
            "/responses/resp_1",
            "/responses/resp_1/cancel",
            "/responses/input_tokens",
            "/responses/compact",
            "/conversations/c/items",
            "/messages",
            "/messages/count_tokens",
            "/messages/batches/b/results",
            "/complete",
            "/completions",
            "/images/generations",
            "/images/edits",
            "/images/variations",
            "/audio/speech",
            "/audio/transcriptions",
            "/audio/translations",
            "/videos",
            "/videos/v/content",
            "/files",
            "/files/f/content",
            "/uploads/u/parts",
            "/chat/completions/c",
            "/chat/completions/c/messages",
            "/embeddings",
            "/moderations",
            "/batches/b/cancel",
            "/fine_tuning/jobs",
            "/assistants",
            "/threads/t/runs",
            "/vector_stores/v/files",
            "/realtime/sessions",
            "/engines/e/completions",
            "/openai/deployments/d/chat/completions",
            "/evals",
            "/containers",
            "/organization/usage/completions");

    @Test
    void everyKnownEndpointAndWhatIsBelowItSaysWhatWorksInstead() {
        for (String path : KNOWN) {
            Optional<ClientFailure.UnsupportedEndpoint> said = UnservedEndpoints.of(path);
            assertTrue(said.isPresent(), path);
            assertEquals("unsupported_endpoint", said.get().code());
            assertTrue(said.get().message().startsWith("This gateway does not serve "), path);
            assertTrue(said.get().instead().endsWith("."), path);
        }
    }

    @Test
    void otherPathsAreUnknownEvenIfTheyBeginAlike() {
        for (String path : List.of(
                "/", "/chat", "/responsesx", "/response", "/image", "/x/responses", "/models/x", "*", "/favicon.ico")) {
            assertFalse(UnservedEndpoints.of(path).isPresent(), path);
        }
    }

    @Test
    void theNearestEntryAbovePathsSpeaks() {
        assertTrue(UnservedEndpoints.of("/chat/completions/c")
                .orElseThrow()
                .message()
                .contains("stored completions"));
        assertTrue(
                UnservedEndpoints.of("/completions/x").orElseThrow().message().contains("text completions"));
        assertTrue(UnservedEndpoints.of("/responses/compact")
                .orElseThrow()
                .message()
                .contains("summary"));
    }
}
