package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.chat.ChatScripts;
import poegateway.simulator.script.Mishap;

/** What OpenAI's Java SDK can do with whatever it talks to: the gateway, or the simulated Poe without one. */
abstract class OpenAiJavaContract {
    /** The SDK, pointed at the target. */
    abstract OpenAiJava sdk(Rig rig, int maxRetries);

    @GatewayTest(transport = Transport.H1)
    void aWholeAnswerHasTextFinishReasonAndUsage(Rig rig) {
        try (OpenAiJava sdk = sdk(rig, 0)) {
            ChatCompletion answer = whole(sdk, OpenAiJava.ask(OpenAiJava.MODEL));
            assertTrue(text(answer).contains("hello"), text(answer));
            assertEquals(
                    ChatCompletion.Choice.FinishReason.STOP,
                    answer.choices().getFirst().finishReason());
            assertTrue(answer.usage().orElseThrow().totalTokens() > 0);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aStreamSaysTheSameAsAWholeAnswer(Rig rig) {
        try (OpenAiJava sdk = sdk(rig, 0)) {
            ChatCompletion streamed = streamed(sdk, OpenAiJava.ask(OpenAiJava.MODEL));
            assertEquals(text(whole(sdk, OpenAiJava.ask(OpenAiJava.MODEL))), text(streamed));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aStreamEndsInUsageWhenItWasAskedFor(Rig rig) {
        ChatCompletionCreateParams question = OpenAiJava.asking(OpenAiJava.MODEL, "hello")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (OpenAiJava sdk = sdk(rig, 0)) {
            List<ChatCompletionChunk> chunks = chunks(sdk, question);
            assertTrue(chunks.getLast().usage().orElseThrow().totalTokens() > 0);
            assertEquals(List.of(), chunks.getLast().choices());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void oneToolIsCalledAndItsResultIsAnswered(Rig rig) throws JsonProcessingException {
        for (boolean stream : List.of(false, true)) {
            ChatCompletionCreateParams.Builder question = OpenAiJava.asking("gpt-5.4", "How warm is it?")
                    .addFunctionTool(OpenAiJava.function("weather", "city"));
            try (OpenAiJava sdk = sdk(rig, 0)) {
                ChatCompletion asked = answer(sdk, question.build(), stream);
                assertEquals(List.of("weather"), names(asked));
                assertTrue(arguments(asked.choices().getFirst().message())
                        .getFirst()
                        .containsKey("city"));
                assertEquals(
                        ChatCompletion.Choice.FinishReason.TOOL_CALLS,
                        asked.choices().getFirst().finishReason());
                assertTrue(
                        text(answer(sdk, withResults(question, asked), stream)).contains("21 degrees"));
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void severalToolsAreCalledAtOnce(Rig rig) throws JsonProcessingException {
        for (boolean stream : List.of(false, true)) {
            ChatCompletionCreateParams.Builder question = OpenAiJava.asking("gpt-5.4", "Use both, in parallel.")
                    .addFunctionTool(OpenAiJava.function("weather", "city"))
                    .addFunctionTool(OpenAiJava.function("clock", "zone"));
            try (OpenAiJava sdk = sdk(rig, 0)) {
                ChatCompletion asked = answer(sdk, question.build(), stream);
                assertEquals(List.of("weather", "clock"), names(asked));
                List<Map<?, ?>> arguments = arguments(asked.choices().getFirst().message());
                assertTrue(arguments.getFirst().containsKey("city"));
                assertTrue(arguments.getLast().containsKey("zone"));
                List<String> ids = calls(asked).stream()
                        .map(ChatCompletionMessageFunctionToolCall::id)
                        .toList();
                assertEquals(2, ids.stream().distinct().count());
                assertTrue(
                        text(answer(sdk, withResults(question, asked), stream)).contains("21 degrees"));
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void thoughtsComeBesideTheAnswer(Rig rig) {
        ChatCompletionCreateParams question = OpenAiJava.asking("gpt-5.4", "hello")
                .reasoningEffort(ReasoningEffort.HIGH)
                .build();
        try (OpenAiJava sdk = sdk(rig, 0)) {
            ChatCompletion whole = whole(sdk, question);
            String thoughts = thoughts(whole.choices().getFirst().message());
            String streamed = chunks(sdk, question).stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .map(choice -> thoughts(choice.delta()))
                    .collect(Collectors.joining());
            assertFalse(streamed.isEmpty());
            assertEquals(thoughts, streamed);
            assertFalse(text(whole).isEmpty());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void theModelsAreListed(Rig rig) {
        try (OpenAiJava sdk = sdk(rig, 0)) {
            var models = sdk.client().models().list().data();
            assertEquals(362, models.size());
            assertTrue(models.stream().anyMatch(model -> model.id().equals("claude-sonnet-4.6")));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void eachStatusRaisesItsOwnException(Rig rig) {
        Map<String, Class<? extends OpenAIServiceException>> expected = Map.of(
                "error-400", BadRequestException.class,
                "error-402", UnexpectedStatusCodeException.class,
                "error-403-moderation", PermissionDeniedException.class,
                "error-404-model", NotFoundException.class,
                "no-such-model", NotFoundException.class,
                "error-429", RateLimitException.class,
                "error-500", InternalServerException.class,
                "error-502", InternalServerException.class,
                "error-503", InternalServerException.class);
        try (OpenAiJava sdk = sdk(rig, 0)) {
            expected.forEach((model, exception) -> {
                assertInstanceOf(exception, failure(sdk, model, false), model);
                assertInstanceOf(exception, failure(sdk, model, true), model);
            });
        }
    }

    @GatewayTest(transport = Transport.H1)
    void anErrorInTheMiddleOfAStreamRaises(Rig rig) {
        try (OpenAiJava sdk = sdk(rig, 0);
                StreamResponse<ChatCompletionChunk> answer =
                        sdk.client().chat().completions().createStreaming(OpenAiJava.ask("error-mid-stream"))) {
            List<ChatCompletionChunk> seen = new ArrayList<>();
            SseException raised =
                    assertThrows(SseException.class, () -> answer.stream().forEach(seen::add));
            assertFalse(seen.isEmpty(), "what came before the error is lost");
            assertTrue(raised.body().toString().contains("The provider failed in the stream."), () -> "" + raised);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void closingTheStreamHangsUpOnPoe(Rig rig) throws InterruptedException {
        rig.poe().enqueue(ChatScripts.chatStream("a long answer", 1).with(new Mishap.HangMidBody(3)));
        try (OpenAiJava sdk = sdk(rig, 0)) {
            try (StreamResponse<ChatCompletionChunk> answer =
                    sdk.client().chat().completions().createStreaming(OpenAiJava.ask(OpenAiJava.MODEL))) {
                Iterator<ChatCompletionChunk> chunks = answer.stream().iterator();
                assertTrue(chunks.hasNext());
                assertEquals(1, rig.poe().census().openRequests());
                rig.tick(); // from now on the caller is watched
            }
            assertTrue(
                    rig.poe().await(census -> census.hangUps() == 1, Duration.ofSeconds(10)),
                    () -> "" + rig.poe().census());
        }
    }

    static ChatCompletion answer(OpenAiJava sdk, ChatCompletionCreateParams question, boolean stream) {
        return stream ? streamed(sdk, question) : whole(sdk, question);
    }

    static ChatCompletion whole(OpenAiJava sdk, ChatCompletionCreateParams question) {
        return sdk.client().chat().completions().create(question).validate();
    }

    static ChatCompletion streamed(OpenAiJava sdk, ChatCompletionCreateParams question) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        chunks(sdk, question).forEach(accumulator::accumulate);
        return accumulator.chatCompletion();
    }

    static List<ChatCompletionChunk> chunks(OpenAiJava sdk, ChatCompletionCreateParams question) {
        try (StreamResponse<ChatCompletionChunk> answer =
                sdk.client().chat().completions().createStreaming(question)) {
            return answer.stream().map(ChatCompletionChunk::validate).toList();
        }
    }

    static OpenAIServiceException failure(OpenAiJava sdk, String model, boolean stream) {
        return assertThrows(
                OpenAIServiceException.class, () -> answer(sdk, OpenAiJava.ask(model), stream), () -> "model " + model);
    }

    static String text(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElse("");
    }

    /** A field that OpenAI does not have: the SDK keeps it among the unknown ones. */
    @SuppressWarnings("deprecation") // marked as not for everyday use, and there is no other way
    private static String thoughts(ChatCompletionMessage message) {
        return text(message._additionalProperties());
    }

    @SuppressWarnings("deprecation") // as above
    private static String thoughts(ChatCompletionChunk.Choice.Delta delta) {
        return text(delta._additionalProperties());
    }

    private static String text(Map<String, JsonValue> unknownFields) {
        return unknownFields
                .getOrDefault("reasoning_content", JsonValue.from(""))
                .asStringOrThrow();
    }

    private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletion answer) {
        return calls(answer.choices().getFirst().message());
    }

    private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletionMessage message) {
        return message.toolCalls().orElseThrow().stream()
                .map(ChatCompletionMessageToolCall::asFunction)
                .toList();
    }

    private static List<String> names(ChatCompletion answer) {
        return calls(answer).stream().map(call -> call.function().name()).toList();
    }

    private static List<Map<?, ?>> arguments(ChatCompletionMessage message) throws JsonProcessingException {
        List<Map<?, ?>> arguments = new ArrayList<>();
        for (ChatCompletionMessageFunctionToolCall call : calls(message)) {
            arguments.add(new ObjectMapper().readValue(call.function().arguments(), Map.class));
        }
        return arguments;
    }

    /** The next turn: what the model asked for, and a result for each of its calls. */
    private static ChatCompletionCreateParams withResults(
            ChatCompletionCreateParams.Builder question, ChatCompletion asked) {
        question.addMessage(asked.choices().getFirst().message());
        for (ChatCompletionMessageFunctionToolCall call : calls(asked)) {
            question.addMessage(ChatCompletionToolMessageParam.builder()
                    .toolCallId(call.id())
                    .content("21 degrees")
                    .build());
        }
        return question.build();
    }
}
