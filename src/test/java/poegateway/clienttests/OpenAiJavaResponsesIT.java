package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** The Responses interface with OpenAI's Java SDK, on models that Poe asks in it and on one that it does not. */
class OpenAiJavaResponsesIT {
    private static final List<String> MODELS = List.of("GPT-5.2", "Claude-Sonnet-4.5", "Gemini-2.5-Pro", "Grok-4");

    @GatewayTest(transport = Transport.H1)
    void aStreamSaysTheSameAsAWholeAnswer(Rig rig) {
        try (OpenAiJava sdk = sdk(rig)) {
            for (String model : MODELS) {
                ResponseCreateParams question = asking(model, "hello").build();
                Response whole = answer(sdk, question, false);
                assertTrue(text(whole).contains("hello"), model);
                assertEquals(ResponseStatus.COMPLETED, whole.status().orElseThrow());
                assertTrue(whole.usage().orElseThrow().totalTokens() > 0, model);
                assertEquals(text(whole), text(answer(sdk, question, true)));
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aToolIsCalledAndTheNextResponseGoesOnFromItsResult(Rig rig) {
        try (OpenAiJava sdk = sdk(rig)) {
            for (String model : MODELS) {
                for (boolean stream : List.of(false, true)) {
                    ResponseCreateParams question =
                            asking(model, "How warm is it?").addTool(weather()).build();
                    Response asked = answer(sdk, question, stream);
                    ResponseFunctionToolCall call = asked.output().stream()
                            .filter(ResponseOutputItem::isFunctionCall)
                            .map(ResponseOutputItem::asFunctionCall)
                            .findFirst()
                            .orElseThrow();
                    assertTrue(call.arguments().contains("city"), call::arguments);
                    ResponseInputItem result =
                            ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                                    .callId(call.callId())
                                    .output("21 degrees")
                                    .build());
                    ResponseCreateParams next = ResponseCreateParams.builder()
                            .model(model)
                            .previousResponseId(asked.id())
                            .inputOfResponse(List.of(result))
                            .build();
                    assertTrue(text(answer(sdk, next, stream)).contains("21 degrees"), model);
                }
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void anAnswerIsOfTheTypeThatWasAskedFor(Rig rig) {
        try (OpenAiJava sdk = sdk(rig)) {
            for (String model : MODELS) {
                var answer = sdk.client()
                        .responses()
                        .create(asking(model, "hello").text(Trip.class).build());
                Trip trip = answer.output().stream()
                        .flatMap(item -> item.message().stream())
                        .flatMap(message -> message.content().stream())
                        .flatMap(content -> content.outputText().stream())
                        .findFirst()
                        .orElseThrow();
                assertFalse(trip.city().isEmpty());
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aResponseIsKeptShownAndRemoved(Rig rig) {
        try (OpenAiJava sdk = sdk(rig)) {
            for (String model : MODELS) {
                Response made = answer(sdk, asking(model, "hello").build(), false);
                var responses = sdk.client().responses();
                assertEquals(text(made), text(responses.retrieve(made.id()).validate()));
                try (StreamResponse<ResponseStreamEvent> events = responses.retrieveStreaming(made.id())) {
                    assertEquals(text(made), text(putTogether(events)));
                }
                assertEquals(1, responses.inputItems().list(made.id()).data().size());
                responses.delete(made.id());
                assertThrows(NotFoundException.class, () -> responses.retrieve(made.id()));
            }
        }
    }

    /** What the answer is to be read as. */
    record Trip(String city, int days) {}

    private static OpenAiJava sdk(Rig rig) {
        return new OpenAiJava(rig.baseUrl(), rig.newCaller(), 0);
    }

    private static ResponseCreateParams.Builder asking(String model, String text) {
        return ResponseCreateParams.builder().model(model).input(text);
    }

    private static FunctionTool weather() {
        return FunctionTool.builder()
                .name("weather")
                .strict(false)
                .parameters(FunctionTool.Parameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                        .build())
                .build();
    }

    /** A whole answer, or one that the SDK puts together from a stream. */
    private static Response answer(OpenAiJava sdk, ResponseCreateParams question, boolean stream) {
        if (!stream) {
            return sdk.client().responses().create(question).validate();
        }
        try (StreamResponse<ResponseStreamEvent> events =
                sdk.client().responses().createStreaming(question)) {
            return putTogether(events);
        }
    }

    private static Response putTogether(StreamResponse<ResponseStreamEvent> events) {
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        events.stream().map(ResponseStreamEvent::validate).forEach(accumulator::accumulate);
        return accumulator.response();
    }

    private static String text(Response answer) {
        return answer.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }
}
