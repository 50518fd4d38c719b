package poegateway.dialect.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.dialect.responses.ResponsesWire.CALL;
import static poegateway.dialect.responses.ResponsesWire.CHAT;
import static poegateway.dialect.responses.ResponsesWire.DONE;
import static poegateway.dialect.responses.ResponsesWire.MESSAGE;
import static poegateway.dialect.responses.ResponsesWire.OPENED;
import static poegateway.dialect.responses.ResponsesWire.REASONING;
import static poegateway.dialect.responses.ResponsesWire.RESPONSES;
import static poegateway.dialect.responses.ResponsesWire.USAGE;
import static poegateway.dialect.responses.ResponsesWire.chunk;
import static poegateway.dialect.responses.ResponsesWire.completed;
import static poegateway.dialect.responses.ResponsesWire.context;
import static poegateway.dialect.responses.ResponsesWire.delta;
import static poegateway.dialect.responses.ResponsesWire.event;
import static poegateway.dialect.responses.ResponsesWire.failed;
import static poegateway.dialect.responses.ResponsesWire.fromChat;
import static poegateway.dialect.responses.ResponsesWire.message;
import static poegateway.dialect.responses.ResponsesWire.response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import poegateway.conversation.Bounds;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.StopReason;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Codec;
import poegateway.dialect.ReplyReader;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.TranslatedFormat;
import poegateway.wire.Bytes;
import poegateway.wire.SseReader;
import poegateway.wire.json.JsonText;

/** Replies of responses and for callers of responses, by way of meaning. */
class ResponsesReplyTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Codec CODEC = RESPONSES.codec().orElseThrow();
    private static final String CALL_BEGUN =
            "{\"tool_calls\":[{\"index\":%d,\"id\":\"call_%d\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}";
    private static final String CALL_GOES_ON = "{\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":\"%s\"}}]}";

    @Test
    void wordsOfAChatAreAMessage() throws IOException {
        List<JsonNode> events = fromChat(
                chunk("{\"role\":\"assistant\",\"content\":\"Hi \"}", "null"),
                chunk("{\"content\":\"\\u00f6\"}", "null"),
                chunk("{}", "\"stop\""),
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5,\"total_tokens\":12,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":3},\"completion_tokens_details\":{\"reasoning_tokens\":2}}}\n\n",
                DONE);
        JsonNode last = events.getLast().path("response");
        assertEquals("completed", last.path("status").asText());
        assertEquals("Hi ö", last.at("/output/0/content/0/text").asText());
        assertEquals(MAPPER.readTree(USAGE), last.path("usage"));
        assertEquals("gpt", last.path("model").asText());
        assertEquals(1, last.path("created_at").asInt());
        assertEquals(List.of("Hi ", "ö"), deltas(events, "response.output_text.delta"));
    }

    @Test
    void thoughtsWordsAndCallsAreItemsInTheirOrder() throws IOException {
        List<JsonNode> events = fromChat(
                chunk("{\"role\":\"assistant\",\"reasoning_content\":\"Hm\"}", "null"),
                chunk("{\"content\":\"Let me see\"}", "null"),
                chunk(CALL_BEGUN.formatted(0, 0), "null"),
                chunk(CALL_BEGUN.formatted(1, 1), "null"),
                chunk(CALL_GOES_ON.formatted(0, "{\\\"a\\\""), "null"),
                chunk(CALL_GOES_ON.formatted(1, "{}"), "null"),
                chunk(CALL_GOES_ON.formatted(0, ":1}"), "null"),
                chunk("{}", "\"tool_calls\""),
                DONE);
        JsonNode output = events.getLast().at("/response/output");
        assertEquals(
                List.of("reasoning", "message", "function_call", "function_call"),
                output.findValuesAsText("type").stream()
                        .filter(type -> type.endsWith("ing") || type.equals("message") || type.endsWith("call"))
                        .toList());
        assertEquals("Hm", output.at("/0/summary/0/text").asText());
        assertEquals("{\"a\":1}", output.at("/2/arguments").asText());
        assertEquals("call_0", output.at("/2/call_id").asText());
        assertEquals("{}", output.at("/3/arguments").asText());
    }

    @Test
    void aMessageThatComesOnceMoreIsToldOnce() throws IOException {
        String[] chunks = {"One", "One two", "One two three", "One two three four"};
        for (int at = 0; at < chunks.length; at++) {
            chunks[at] = chunk("{\"role\":\"assistant\",\"content\":\"" + chunks[at] + "\"}", "null")
                    .replace("\"delta\"", "\"message\"");
        }
        List<JsonNode> events = fromChat(String.join("", chunks), chunk("{}", "\"stop\""), DONE);
        assertEquals(List.of("One", " two", " three", " four"), deltas(events, "response.output_text.delta"));
    }

    @Test
    void aRefusalIsAPartOfItsOwn() throws IOException {
        List<JsonNode> events =
                fromChat(chunk("{\"role\":\"assistant\",\"refusal\":\"No\"}", "null"), chunk("{}", "\"stop\""), DONE);
        assertEquals(
                "No",
                events.getLast().at("/response/output/0/content/0/refusal").asText());
    }

    @Test
    void anAnswerThatIsCutIsIncomplete() throws IOException {
        JsonNode length = fromChat(chunk("{\"content\":\"a\"}", "null"), chunk("{}", "\"length\""), DONE)
                .getLast();
        assertEquals("response.incomplete", length.path("type").asText());
        assertEquals(
                "max_output_tokens",
                length.at("/response/incomplete_details/reason").asText());
        JsonNode filter = fromChat(chunk("{\"content\":\"a\"}", "null"), chunk("{}", "\"content_filter\""), DONE)
                .getLast();
        assertEquals(
                "content_filter",
                filter.at("/response/incomplete_details/reason").asText());
    }

    @Test
    void anAnswerWithoutWordsHasNoItems() throws IOException {
        JsonNode last = fromChat(
                        chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"), chunk("{}", "\"stop\""), DONE)
                .getLast();
        assertEquals(0, last.at("/response/output").size());
    }

    @Test
    void aStreamOfAnotherDialectIsTheSameHoweverItIsSplit() throws IOException {
        byte[] stream = (chunk("{\"role\":\"assistant\",\"reasoning_content\":\"Hm\"}", "null")
                        + chunk("{\"content\":\"\\ud83d\"}", "null")
                        + chunk("{\"content\":\"\\udc4b\"}", "null")
                        + chunk(CALL_BEGUN.formatted(0, 0), "null")
                        + chunk("{}", "\"tool_calls\"")
                        + DONE)
                .getBytes(UTF_8);
        String whole = ResponsesWire.translated(CHAT, RESPONSES, Bounds.NONE, List.of(stream));
        for (int split = 0; split <= stream.length; split++) {
            assertEquals(whole, ResponsesWire.translated(CHAT, RESPONSES, Bounds.NONE, Bytes.cut(stream, split)));
        }
    }

    @Test
    void aStreamOfResponsesIsReadTheSameHoweverItIsSplit() throws IOException {
        byte[] stream = message().getBytes(UTF_8);
        String whole = ResponsesWire.translated(RESPONSES, CHAT, Bounds.NONE, List.of(stream));
        assertTrue(whole.contains("\"content\":\"Hi \"") && whole.contains("\"content\":\"\\u00f6\""), whole);
        assertTrue(whole.contains("\"prompt_tokens\":7"), whole);
        for (int split = 0; split <= stream.length; split++) {
            assertEquals(whole, ResponsesWire.translated(RESPONSES, CHAT, Bounds.NONE, Bytes.cut(stream, split)));
        }
        String nameless = message().replaceAll("event: .*\n", "");
        assertEquals(whole, ResponsesWire.toChat(nameless));
        assertEquals(whole, ResponsesWire.toChat(message() + DONE));
    }

    @Test
    void everyKindOfItemIsReadFromPiecesFromWholeItemsAndFromTheLastEventAlone() throws IOException {
        List<String> expected = List.of(
                "thoughts Hm.",
                "words Hi ö",
                "call 0 call_1 f",
                "args {\"a\":1}",
                "finished TOOL_CALLS",
                "counted 7 5");
        String last = completed(9, REASONING, MESSAGE, CALL);
        assertEquals(expected, steps(OPENED + last));
        assertEquals(
                expected,
                steps(OPENED + item("done", 0, REASONING) + item("done", 1, MESSAGE) + item("done", 2, CALL) + last));
        assertEquals(
                expected,
                steps(OPENED
                        + item("added", 0, REASONING)
                        + event(
                                "reasoning_summary_text.delta",
                                4,
                                "\"item_id\":\"rs_1\",\"output_index\":0,\"summary_index\":0,\"delta\":\"Hm.\"")
                        + item("done", 0, REASONING)
                        + event(
                                "output_text.delta",
                                5,
                                "\"output_index\":1,\"content_index\":0,\"delta\":\"Hi \\u00f6\"")
                        + item("done", 1, MESSAGE)
                        + item("added", 2, CALL.replace("{\\\"a\\\":1}", ""))
                        + event("function_call_arguments.delta", 6, "\"output_index\":2,\"delta\":\"{\\\"a\\\":1}\"")
                        + item("done", 2, CALL)
                        + last));
    }

    @Test
    void partsOfASummaryAreParagraphs() throws IOException {
        String two = "{\"type\":\"reasoning\",\"id\":\"r\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"a\"},"
                + "{\"type\":\"summary_text\",\"text\":\"b\"}],\"encrypted_content\":\"xyz\"}";
        assertEquals(
                List.of("thoughts a\n\nb", "signed xyz", "finished STOP", "counted 7 5"),
                steps(OPENED + completed(2, two)));
    }

    @Test
    void aPictureThatWasMadeIsShown() throws IOException {
        String picture =
                "{\"type\":\"image_generation_call\",\"id\":\"ig_1\",\"status\":\"completed\",\"result\":\"iVBORw0KGgo=\"}";
        String chat = ResponsesWire.toChat(OPENED + completed(2, picture));
        assertTrue(chat.contains("![](data:image/png;base64,iVBORw0KGgo=)"), chat);
    }

    @Test
    void whatBreaksIsAFailureOfItsKind() {
        assertEquals("failed 429 rate_limit_exceeded", stepsOrFailure(OPENED + failed("rate_limit_exceeded", 2)));
        assertTrue(stepsOrFailure(OPENED + delta("a", 2) + failed("server_error", 3))
                .startsWith("failed 502"));
        assertEquals("failed 502 upstream_truncated", stepsOrFailure(OPENED + delta("a", 2)));
        assertEquals("failed 502 upstream_truncated", stepsOrFailure(OPENED + DONE));
        assertEquals("failed 502 upstream_bad_response", stepsOrFailure("data: x\n\n"));
        assertEquals("failed 502 upstream_bad_response", stepsOrFailure("event: response.completed\ndata: {}\n\n"));
        assertEquals(
                "failed 402 insufficient_quota",
                stepsOrFailure(event("error", 0, "\"code\":\"insufficient_quota\",\"message\":\"x\"")));
    }

    @Test
    void aSignatureComesBackAsWhatItsModelEncrypted() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReplyWriter writer = CODEC.replyWriter(context());
        for (ReplyEvent step : List.of(
                ReplyEvent.Begun.untold(Dialect.MESSAGES),
                new ReplyEvent.Thoughts(JsonText.of("Hm")),
                new ReplyEvent.ThoughtsSigned(JsonText.of("c2ln")),
                new ReplyEvent.ThoughtsSigned(JsonText.of("b25seQ")),
                new ReplyEvent.Words(JsonText.of("Hi")),
                new ReplyEvent.Finished(StopReason.STOP))) {
            writer.write(step, out);
        }
        writer.end(out);
        JsonNode output = EventGrammar.checked(out.toString(UTF_8)).getLast().at("/response/output");
        assertEquals(3, output.size());
        assertEquals(
                "poe-gateway:messages:c2ln", output.at("/0/encrypted_content").asText());
        assertEquals(0, output.at("/1/summary").size());
    }

    @Test
    void whatOnlyResponsesKnowReturnsToThem() throws IOException {
        String search =
                "{\"type\":\"web_search_call\",\"id\":\"ws_1\",\"status\":\"completed\",\"action\":{\"q\":[1]}}";
        byte[] stream = (OPENED + completed(2, search, MESSAGE)).getBytes(UTF_8);
        List<JsonNode> events =
                EventGrammar.checked(ResponsesWire.translated(RESPONSES, RESPONSES, Bounds.NONE, List.of(stream)));
        assertEquals(MAPPER.readTree(search), events.getLast().at("/response/output/0"));
        byte[] whole = response("completed", USAGE, MESSAGE, search).getBytes(UTF_8);
        JsonNode again = MAPPER.readTree(new TranslatedFormat(RESPONSES, RESPONSES, Bounds.NONE)
                .whole(whole, context())
                .body());
        assertEquals(MAPPER.readTree(search), again.at("/output/1"));
        assertEquals(0.98, again.path("top_p").asDouble());
    }

    @Test
    void wholeAndStreamedSayTheSame() throws IOException {
        byte[] whole = response("completed", USAGE, REASONING, MESSAGE, CALL).getBytes(UTF_8);
        TranslatedFormat toChat = new TranslatedFormat(CHAT, RESPONSES, Bounds.NONE);
        JsonNode chat = MAPPER.readTree(toChat.whole(whole, context()).body());
        assertEquals("Hi ö", chat.at("/choices/0/message/content").asText());
        assertEquals("Hm.", chat.at("/choices/0/message/reasoning_content").asText());
        assertEquals("tool_calls", chat.at("/choices/0/finish_reason").asText());
        byte[] chatBytes = MAPPER.writeValueAsBytes(chat);
        TranslatedFormat back = new TranslatedFormat(RESPONSES, CHAT, Bounds.NONE);
        JsonNode again = MAPPER.readTree(back.whole(chatBytes, context()).body());
        List<JsonNode> events = EventGrammar.checked(new String(
                back.wholeToStream(chatBytes, back.whole(chatBytes, context()), context())
                        .orElseThrow(),
                UTF_8));
        assertEquals(again, events.getLast().path("response"));
        assertEquals("{\"a\":1}", again.at("/output/2/arguments").asText());
    }

    @Test
    void aStreamThatBreaksEndsWithItsFailure() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReplyWriter writer = CODEC.replyWriter(context());
        writer.write(
                new ReplyEvent.Begun(
                        Optional.empty(),
                        java.util.OptionalLong.empty(),
                        Optional.of(JsonText.of("gpt")),
                        Extras.none(Dialect.CHAT)),
                out);
        assertFalse(writer.started());
        assertEquals(0, out.size());
        writer.write(new ReplyEvent.Words(JsonText.of("Hi")), out);
        assertTrue(writer.started());
        out.writeBytes(writer.errorEvent(new poegateway.core.failure.ReplyFailure.Truncated()));
        List<JsonNode> events = EventGrammar.checked(out.toString(UTF_8));
        assertEquals(
                "upstream_truncated",
                events.getLast().at("/response/error/code").asText());
        assertEquals(0, writer.heartbeat().length);
    }

    private static String item(String what, int index, String item) {
        return event("output_item." + what, 3, "\"output_index\":" + index + ",\"item\":" + item);
    }

    private static List<String> deltas(List<JsonNode> events, String type) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .map(event -> event.path("delta").asText())
                .toList();
    }

    private static String stepsOrFailure(String stream) {
        FailureException failed = assertThrows(FailureException.class, () -> steps(stream));
        return "failed " + failed.failure().status() + " " + failed.failure().code();
    }

    /** The steps of a stream; pieces of one text are one. */
    private static List<String> steps(String stream) throws IOException {
        ReplyReader reader = CODEC.replyReader(context());
        List<String> steps = new ArrayList<>();
        byte[] bytes = stream.getBytes(UTF_8);
        new SseReader(ResponsesWire.LIMIT_BYTES)
                .feed(
                        bytes,
                        0,
                        bytes.length,
                        (frame, from, to) -> reader.event(frame, from, to, step -> note(step, steps)));
        reader.end(true, step -> note(step, steps));
        return steps;
    }

    private static void note(ReplyEvent step, List<String> steps) {
        String told = switch (step) {
            case ReplyEvent.Words words -> "words " + words.delta().decoded();
            case ReplyEvent.Thoughts thoughts -> "thoughts " + thoughts.delta().decoded();
            case ReplyEvent.ThoughtsSigned signed ->
                "signed " + signed.signature().decoded();
            case ReplyEvent.CallBegun call ->
                "call " + call.index() + " " + call.id().decoded() + " "
                        + call.name().decoded();
            case ReplyEvent.CallArguments more -> "args " + more.delta().decoded();
            case ReplyEvent.Counted counted ->
                "counted " + counted.usage().inputTokens() + " "
                        + counted.usage().outputTokens();
            case ReplyEvent.Finished finished -> "finished " + finished.reason();
            default -> "";
        };
        String kind = told.substring(0, told.indexOf(' ') + 1);
        if (!told.isEmpty() && !steps.isEmpty() && steps.getLast().startsWith(kind)) {
            steps.set(steps.size() - 1, steps.getLast() + told.substring(kind.length()));
        } else if (!told.isEmpty()) {
            steps.add(told);
        }
    }
}
