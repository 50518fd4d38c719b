package poegateway.clienttests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.OverloadedException;
import com.anthropic.errors.PaymentRequiredException;
import com.anthropic.errors.PermissionDeniedException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.models.ModelInfo;
import com.anthropic.models.models.ModelListParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import poegateway.dialect.messages.MessagesWire;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Scripts;

/** Anthropic's Java SDK through the gateway, on models that Poe asks in messages and on models that it does not. */
class AnthropicJavaIT {
    private static final String CLAUDE = "Claude-Sonnet-4.5";
    private static final List<String> THINKERS = List.of(CLAUDE, "GPT-5.2", "Gemini-2.5-Pro");
    private static final List<String> MODELS = List.of(CLAUDE, "GPT-5.2", "Gemini-2.5-Pro", "Grok-4");
    private static final String PATH = "/v1/messages";

    @GatewayTest(transport = Transport.H1)
    void aStreamSaysTheSameAsAWholeAnswer(Rig rig) {
        try (AnthropicJava sdk = sdk(rig)) {
            for (String model : MODELS) {
                MessageCreateParams question =
                        AnthropicJava.asking(model, "hello").build();
                Message whole = sdk.answer(question, false);
                assertTrue(AnthropicJava.text(whole).contains("hello"), model);
                assertEquals(StopReason.END_TURN, whole.stopReason().orElseThrow());
                assertTrue(whole.usage().inputTokens() > 0 && whole.usage().outputTokens() > 0, model);
                assertEquals(AnthropicJava.text(whole), AnthropicJava.text(sdk.answer(question, true)));
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void toolsAreCalledAndTheirResultsAnswered(Rig rig) {
        try (AnthropicJava sdk = sdk(rig)) {
            for (String model : MODELS) {
                for (boolean stream : List.of(false, true)) {
                    MessageCreateParams.Builder question = AnthropicJava.asking(model, "Use both.")
                            .addTool(AnthropicJava.tool("weather", "city"))
                            .addTool(AnthropicJava.tool("clock", "zone"));
                    Message asked = sdk.answer(question.build(), stream);
                    assertEquals(StopReason.TOOL_USE, asked.stopReason().orElseThrow());
                    List<ToolUseBlock> calls = AnthropicJava.calls(asked);
                    assertEquals(
                            List.of("weather", "clock"),
                            calls.stream().map(ToolUseBlock::name).toList());
                    assertTrue(calls.getFirst()._input().toString().contains("city"), calls::toString);
                    Message answered = sdk.answer(AnthropicJava.withResults(question, asked), stream);
                    assertTrue(AnthropicJava.text(answered).contains("21 degrees"), model);
                }
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void thoughtsAndToolsGoRound(Rig rig) {
        try (AnthropicJava sdk = sdk(rig)) {
            for (String model : THINKERS) {
                for (boolean stream : List.of(false, true)) {
                    MessageCreateParams.Builder question = AnthropicJava.asking(model, "How warm is it?")
                            .enabledThinking(2_000)
                            .addTool(AnthropicJava.tool("weather", "city"));
                    Message asked = sdk.answer(question.build(), stream);
                    assertFalse(
                            asked.content().getFirst().asThinking().thinking().isEmpty());
                    Message answered = sdk.answer(AnthropicJava.withResults(question, asked), stream);
                    assertTrue(AnthropicJava.text(answered).contains("21 degrees"), model);
                }
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void theBaseUrlMayHaveAVersion(Rig rig) {
        for (String base : List.of(rig.baseUrl(), rig.baseUrl() + "/")) {
            try (AnthropicJava sdk = new AnthropicJava(base, 0)) {
                MessageCreateParams question =
                        AnthropicJava.asking(CLAUDE, "hello").build();
                assertTrue(AnthropicJava.text(sdk.answer(question, true)).contains("hello"));
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void tokensAreEstimatedAndModelsListedInPages(Rig rig) {
        try (AnthropicJava sdk = sdk(rig)) {
            MessageCountTokensParams question = MessageCountTokensParams.builder()
                    .model(CLAUDE)
                    .addUserMessage("How many tokens are these?")
                    .build();
            assertTrue(sdk.client().messages().countTokens(question).validate().inputTokens() > 5);
            List<String> ids =
                    sdk
                            .client()
                            .models()
                            .list(ModelListParams.builder().limit(100).build())
                            .autoPager()
                            .stream()
                            .map(model -> model.validate().id())
                            .toList();
            assertEquals(362, ids.size());
            ModelInfo one = sdk.client().models().retrieve(CLAUDE).validate();
            assertTrue(ids.contains(one.id()), one::id);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void eachStatusRaisesItsOwnException(Rig rig) {
        Map<String, Class<? extends AnthropicServiceException>> expected = Map.of(
                "error-400", BadRequestException.class,
                "error-402", PaymentRequiredException.class,
                "error-403-moderation", PermissionDeniedException.class,
                "no-such-model", NotFoundException.class,
                "error-429", RateLimitException.class,
                "error-401", InternalServerException.class, // it is the gateway's own key that Poe refuses here
                "error-503", OverloadedException.class);
        try (AnthropicJava sdk = sdk(rig)) {
            expected.forEach((model, exception) -> {
                for (boolean stream : List.of(false, true)) {
                    MessageCreateParams question =
                            AnthropicJava.asking(model, "hello").build();
                    AnthropicServiceException raised = assertThrows(
                            AnthropicServiceException.class,
                            () -> sdk.answer(question, stream),
                            () -> "model " + model);
                    assertInstanceOf(exception, raised, model);
                    assertTrue(raised.requestId().orElse("").startsWith("req-"), () -> "" + raised.requestId());
                    assertFalse(raised.apiMessage().orElse("").isEmpty(), model);
                }
            });
        }
    }

    @GatewayTest(transport = Transport.H1)
    void anErrorInTheMiddleOfAStreamRaises(Rig rig) {
        String begun = MessagesWire.START + MessagesWire.text(0, "a");
        String overloaded = "\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}";
        for (String events : List.of(begun, begun + MessagesWire.event("error", overloaded))) {
            rig.poe().enqueue(PATH, Scripts.stream(List.of(events.getBytes(UTF_8))));
        }
        for (String model : List.of(CLAUDE, CLAUDE, "error-mid-stream")) {
            List<RawMessageStreamEvent> seen = new ArrayList<>();
            try (AnthropicJava sdk = sdk(rig);
                    StreamResponse<RawMessageStreamEvent> answer = sdk.client()
                            .messages()
                            .createStreaming(
                                    AnthropicJava.asking(model, "hello").build())) {
                assertThrows(
                        AnthropicServiceException.class, () -> answer.stream().forEach(seen::add));
            }
            assertFalse(seen.isEmpty(), "what came before the error is lost");
        }
    }

    private static AnthropicJava sdk(Rig rig) {
        return new AnthropicJava(rig.gateway().url().toString(), 0);
    }
}
