package poegateway.dialect.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.dialect.messages.MessagesWire.MESSAGES;
import static poegateway.dialect.messages.MessagesWire.START;
import static poegateway.dialect.messages.MessagesWire.blockDelta;
import static poegateway.dialect.messages.MessagesWire.blockStart;
import static poegateway.dialect.messages.MessagesWire.blockStop;
import static poegateway.dialect.messages.MessagesWire.context;
import static poegateway.dialect.messages.MessagesWire.end;
import static poegateway.dialect.messages.MessagesWire.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.conversation.Bounds;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.TranslatedFormat;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.responses.ResponsesFormat;
import poegateway.wire.Bytes;

/** Replies that are read, written, and turned from streams into whole ones and back. */
@Execution(ExecutionMode.CONCURRENT)
class MessagesReplyTest {
    private static final WireFormat CHAT = new ChatFormat();
    private static final WireFormat RESPONSES = new ResponsesFormat();
    static final String CHAT_STREAM = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null")
            + chunk("{\"reasoning_content\":\"Hm.\"}", "null") + chunk("{\"content\":\"Hi \\ud83d\"}", "null")
            + chunk("{\"content\":\"\\ude00\"}", "null")
            + chunk(
                    "{\"tool_calls\":[{\"index\":0,\"id\":\"getWeather:0\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                            + "\"arguments\":\"{\\\"a\\\":\"}}]}",
                    "null")
            + chunk("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]}", "null")
            + chunk(
                    "{\"tool_calls\":[{\"index\":1,\"id\":\"c2\",\"type\":\"function\",\"function\":{\"name\":\"g\","
                            + "\"arguments\":\"\"}}]}",
                    "null")
            + chunk("{}", "\"tool_calls\"")
            + "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt\",\"choices\":[],"
            + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":4,\"total_tokens\":14,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":3}}}\n\ndata: [DONE]\n\n";

    private static String chunk(String delta, String finish) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt\",\"choices\":[{"
                + "\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
    }

    @Test
    void aChatBecomesAMessageWhereverItIsSplit() throws IOException {
        byte[] bytes = CHAT_STREAM.getBytes(UTF_8);
        String whole = streamed(CHAT, MESSAGES, List.of(bytes));
        for (int split = 0; split <= bytes.length; split++) {
            assertEquals(whole, streamed(CHAT, MESSAGES, Bytes.cut(bytes, split)), "split at " + split);
        }
        JsonNode read = MessageGrammar.message(whole);
        assertEquals("msg_1", read.path("id").asText());
        assertEquals("gpt", read.path("model").asText());
        assertEquals(
                MessageGrammar.json(
                        "[{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"\"},{\"type\":\"text\",\"text\":"
                                + "\"Hi \\ud83d\\ude00\"},{\"type\":\"tool_use\",\"id\":\"idx_getWeather_3A0\",\"name\":\"f\",\"input\":"
                                + "{\"a\":1}},{\"type\":\"tool_use\",\"id\":\"c2\",\"name\":\"g\",\"input\":{}}]"),
                read.path("content"));
        assertEquals("tool_use", read.path("stop_reason").asText());
        assertEquals(
                MessageGrammar.json(
                        "{\"input_tokens\":7,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":3,"
                                + "\"output_tokens\":4}"),
                read.path("usage"));
    }

    @Test
    void aMessageBecomesAChatAndAResponseWhereverItIsSplit() throws IOException {
        byte[] bytes = message().getBytes(UTF_8);
        for (WireFormat caller : List.of(CHAT, RESPONSES)) {
            String whole = streamed(MESSAGES, caller, List.of(bytes));
            for (int split = 0; split <= bytes.length; split++) {
                assertEquals(whole, streamed(MESSAGES, caller, Bytes.cut(bytes, split)), "split at " + split);
            }
            assertTrue(whole.contains("Hm \\u00f6."), whole);
            assertTrue(whole.contains("\\\"a\\\":"), whole);
            assertTrue(whole.contains("toolu_1"), whole);
        }
        String chat = streamed(MESSAGES, CHAT, List.of(bytes));
        assertTrue(chat.contains("\"finish_reason\":\"tool_calls\""), chat);
        assertTrue(chat.contains("\"prompt_tokens\":127,\"completion_tokens\":5"), chat);
    }

    @Test
    void aMessageReadAndWrittenIsTheSameMessage() throws IOException {
        String again = streamed(MESSAGES, MESSAGES, List.of(message().getBytes(UTF_8)));
        assertEquals(MessageGrammar.message(message()), MessageGrammar.message(again));
    }

    @Test
    void aWholeMessageBecomesAStreamAndAStreamAWholeMessage() throws IOException {
        String odd = message().replace(end("tool_use"), "")
                + blockStart(
                        4, "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{}}")
                + blockDelta(4, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"q\\\":\\\"a\\\\nb\\\"}\"}")
                + blockStop(4)
                + blockStart(5, "{\"type\":\"web_search_tool_result\",\"content\":[{\"x\":1}]}")
                + blockStop(5)
                + blockStart(6, "{\"type\":\"text\",\"text\":\"\",\"citations\":[]}")
                + blockDelta(6, "{\"type\":\"text_delta\",\"text\":\"cited\"}")
                + blockDelta(6, "{\"type\":\"citations_delta\",\"citation\":{\"url\":\"u\"}}")
                + blockStop(6)
                + blockStart(7, "{\"type\":\"redacted_thinking\",\"data\":\"abc\"}")
                + blockStop(7)
                + end("pause_turn");
        JsonNode expected = MessageGrammar.message(odd);
        ReplyAssembler assembler = MESSAGES.streamToWhole(context(), MessagesWire.LIMIT_BYTES, 1 << 20)
                .orElseThrow();
        for (byte[] piece : Bytes.singly(odd.getBytes(UTF_8))) {
            assembler.feed(piece, 0, piece.length);
        }
        assertTrue(assembler.done());
        WholeReply whole = assembler.end(true);
        assertEquals(expected, MessageGrammar.json(new String(whole.body(), UTF_8)));
        assertEquals(List.of("stream-to-whole"), whole.reframed());
        assertEquals(127, whole.usage().orElseThrow().inputTokens());
        byte[] stream = MESSAGES.wholeToStream(whole.body(), whole, context()).orElseThrow();
        assertEquals(expected, MessageGrammar.message(new String(stream, UTF_8)));
    }

    @Test
    void aWholeMessageReadsLikeItsStream() throws IOException {
        ReplyAssembler assembler = MESSAGES.streamToWhole(context(), MessagesWire.LIMIT_BYTES, 1 << 20)
                .orElseThrow();
        byte[] bytes = message().getBytes(UTF_8);
        assembler.feed(bytes, 0, bytes.length);
        byte[] message = assembler.end(true).body();
        for (WireFormat caller : List.of(MESSAGES, CHAT, RESPONSES)) {
            TranslatedFormat format = new TranslatedFormat(caller, MESSAGES, Bounds.NONE);
            WholeReply whole = format.whole(message, context());
            assertEquals(127, whole.usage().orElseThrow().inputTokens());
            if (caller.equals(MESSAGES)) {
                assertEquals(MessageGrammar.message(message()), MessageGrammar.json(new String(whole.body(), UTF_8)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,stop",
        "stop_sequence,stop",
        "pause_turn,stop",
        "max_tokens,length",
        "model_context_window_exceeded,length",
        "refusal,content_filter",
        "tool_use,tool_calls",
        "brand_new,stop"
    })
    void theReasonIsToldInTheWordsOfTheCaller(String reason, String word) throws IOException {
        String stream = START + MessagesWire.text(0, "a") + end(reason);
        String chat = streamed(MESSAGES, CHAT, List.of(stream.getBytes(UTF_8)));
        assertTrue(chat.contains("\"finish_reason\":\"" + word + "\""), chat);
    }

    @Test
    void aCutMessageIsCutForEveryCaller() {
        byte[] bytes = (START + MessagesWire.text(0, "a")).getBytes(UTF_8);
        FailureException cut = assertThrows(FailureException.class, () -> streamed(MESSAGES, CHAT, List.of(bytes)));
        assertEquals("upstream_truncated", cut.failure().code());
    }

    static String streamed(WireFormat model, WireFormat caller, List<byte[]> pieces) throws IOException {
        ReplyStream stream = new TranslatedFormat(caller, model, Bounds.NONE)
                .stream(context(), MessagesWire.LIMIT_BYTES, MemoryLease.UNCOUNTED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            stream.feed(piece, 0, piece.length, out);
        }
        stream.end(true, out);
        return out.toString(UTF_8);
    }
}
