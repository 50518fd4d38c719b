package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.http.StreamResponse;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.SseException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.models.Model;
import java.util.List;
import java.util.Optional;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** OpenAI's Java SDK through the gateway: all that it can do at Poe, and what the gateway makes better. */
class OpenAiJavaIT extends OpenAiJavaContract {
    @Override
    OpenAiJava sdk(Rig rig, int maxRetries) {
        return new OpenAiJava(rig.baseUrl(), rig.newCaller(), maxRetries);
    }

    @GatewayTest(transport = Transport.H2)
    void aStreamOverHttp2SaysTheSameAsAWholeAnswer(Rig rig) {
        aStreamSaysTheSameAsAWholeAnswer(rig);
    }

    @GatewayTest(transport = Transport.H2)
    void toolsAreCalledOverHttp2(Rig rig) throws JsonProcessingException {
        severalToolsAreCalledAtOnce(rig);
    }

    @GatewayTest(transport = Transport.H1)
    void everyErrorHasAWordForItsCode(Rig rig) {
        assertEquals(200, rig.get("/v1/models").status()); // names are suggested from the list at hand
        try (OpenAiJava sdk = sdk(rig, 0)) {
            for (Said said : List.of(
                    new Said("error-400", 400, "invalid_value", "The request is malformed."),
                    new Said("error-401", 502, "upstream_auth", "POE_API_KEY"),
                    new Said("error-402", 402, "insufficient_quota", "Your point balance is 0 or less."),
                    new Said("error-403-moderation", 403, "moderation_error", "flagged by moderation"),
                    new Said("claude-sonet-4.6", 404, "model_not_found", "claude-sonnet-4.6"),
                    new Said("error-429", 429, "rate_limit_exceeded", "Rate limit of 500 requests"),
                    new Said("error-500", 502, "upstream_error", "The provider failed."),
                    new Said("error-502", 502, "upstream_error", "The model's backend is down."),
                    new Said("error-503", 503, "upstream_overloaded", "The service is unavailable."),
                    new Said("error-529", 503, "upstream_overloaded", "Overloaded."),
                    new Said("error-408", 504, "upstream_timeout", "did not start in time"))) {
                for (boolean stream : List.of(false, true)) {
                    said.assertOf(failure(sdk, said.model(), stream));
                }
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void anErrorInTheMiddleOfAStreamHasAWordForItsCode(Rig rig) {
        try (OpenAiJava sdk = sdk(rig, 0);
                StreamResponse<ChatCompletionChunk> answer =
                        sdk.client().chat().completions().createStreaming(OpenAiJava.ask("error-mid-stream"))) {
            SseException raised =
                    assertThrows(SseException.class, () -> answer.stream().forEach(chunk -> {}));
            assertEquals(Optional.of("upstream_error"), raised.code());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aStreamThatBreaksOffRaises(Rig rig) {
        for (String model : List.of("mishap-close-mid-body", "end-nothing")) {
            try (OpenAiJava sdk = sdk(rig, 0);
                    StreamResponse<ChatCompletionChunk> answer =
                            sdk.client().chat().completions().createStreaming(OpenAiJava.ask(model))) {
                assertThrows(SseException.class, () -> answer.stream().forEach(chunk -> {}), model);
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void oneModelIsDescribedWithItsAgeInSeconds(Rig rig) {
        try (OpenAiJava sdk = sdk(rig, 0)) {
            Model model = sdk.client().models().retrieve("Claude-Sonnet-4.6");
            assertEquals("claude-sonnet-4.6", model.id());
            assertTrue(model.created() < 10_000_000_000L, () -> "created " + model.created());
            NotFoundException unknown = assertThrows(
                    NotFoundException.class, () -> sdk.client().models().retrieve("claude-sonet-4.6"));
            assertEquals(Optional.of("model_not_found"), unknown.code());
            assertEquals(Optional.of("model"), unknown.param());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aGatewayWithoutPoeRaisesLikeAServerThatFailed(Rig rig) {
        rig.poe().close();
        try (OpenAiJava sdk = sdk(rig, 0)) {
            OpenAIServiceException raised = failure(sdk, OpenAiJava.MODEL, true);
            assertTrue(raised instanceof InternalServerException, () -> "" + raised);
            assertEquals(Optional.of("upstream_unreachable"), raised.code());
        }
    }

    /** What a client must be told for a model that fails. */
    private record Said(String model, int status, String code, String words) {
        void assertOf(OpenAIServiceException raised) {
            assertEquals(status, raised.statusCode(), model);
            assertEquals(Optional.of(code), raised.code(), model);
            assertTrue(String.valueOf(raised.getMessage()).contains(words), () -> model + ": " + raised.getMessage());
        }
    }
}
