package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.dialect.chat.StreamRun.chunk;
import static poegateway.dialect.chat.StreamRun.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyAssembler;
import poegateway.wire.Bytes;

class ReframingTest {
    private static final int LIMIT_BYTES = 100_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<Path> samples() {
        return Samples.in("chat");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aReplyTurnedIntoAStreamIsAValidStream(Path sample) {
        String stream = new String(Samples.frames(Samples.read(sample), true), UTF_8);
        String[] events = stream.split("\n\n", -1);
        assertEquals("data: [DONE]", events[events.length - 2]);
        for (int i = 0; i < events.length - 2; i++) {
            assertEquals(List.of(), Schemas.CHUNK.faults(events[i].substring(6)), events[i]);
        }
        assertTrue(stream.contains("\"usage\""));
        assertFalse(new String(Samples.frames(Samples.read(sample), false), UTF_8).contains("\"usage\""));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aReplyTurnedIntoAStreamAndBackSaysTheSame(Path sample) throws IOException {
        byte[] body = Samples.read(sample);
        ObjectNode expected = ReplyRulesOnTrees.apply((ObjectNode) MAPPER.readTree(body));
        byte[] stream = Samples.frames(body, true);
        byte[] whole = whole(Bytes.randomPieces(stream, new Random(6)));
        assertEquals(List.of(), Schemas.COMPLETION.faults(new String(whole, UTF_8)));
        JsonNode actual = MAPPER.readTree(whole);
        for (String name : List.of("id", "object", "created", "model", "usage")) {
            assertEquals(expected.get(name), actual.get(name));
        }
        JsonNode before = expected.at("/choices/0/message");
        JsonNode after = actual.at("/choices/0/message");
        assertEquals(before.path("content").asText(""), after.path("content").asText(""));
        assertEquals(before.path("tool_calls"), after.path("tool_calls"));
        assertEquals(before.path("reasoning_content"), after.path("reasoning_content"));
        assertEquals(expected.at("/choices/0/finish_reason"), actual.at("/choices/0/finish_reason"));
    }

    @Test
    void thePiecesOfAStreamAreJoined() throws IOException {
        String stream = chunk("{\"content\":\"Hel\",\"reasoning\":\"hm\"}", "null")
                + chunk("{\"content\":\"lo\"}", "null")
                + calls("{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}")
                + calls(
                        "{\"index\":1,\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"},"
                                + "\"extra_content\":{\"google\":{}}}")
                + calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"}\"}}")
                + chunk(
                        "{}",
                        "\"stop\"",
                        ",\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}");
        byte[] whole = whole(Bytes.singly(stream.getBytes(UTF_8)));
        assertEquals(
                MAPPER.readTree("{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1774561949,"
                        + "\"model\":\"a-model\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                        + "\"content\":\"Hello\",\"refusal\":null,\"reasoning_content\":\"hm\",\"tool_calls\":["
                        + "{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
                        + "{\"id\":\"b\",\"type\":\"function\",\"extra_content\":{\"google\":{}},"
                        + "\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]},"
                        + "\"logprobs\":null,\"finish_reason\":\"tool_calls\"}],"
                        + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}"),
                MAPPER.readTree(whole));
    }

    @Test
    void aStreamThatFailsOrIsCutOrIsTooLargeFailsAsAWholeToo() {
        String first = chunk("{\"content\":\"a\"}", "null");
        assertInstanceOf(ReplyFailure.Truncated.class, failure(first));
        ReplyFailure.Interrupted cut = assertInstanceOf(
                ReplyFailure.Interrupted.class, failure(first + event("{\"error\":{\"message\":\"x\"}}")));
        assertInstanceOf(PoeRefusal.ServerError.class, cut.refusal());
        assertInstanceOf(ReplyFailure.TooLarge.class, failure(first.repeat(LIMIT_BYTES / first.length() + 1)));
    }

    @Test
    void whatComesAfterTheEndMarkIsNotWaitedFor() throws IOException {
        String stream = chunk("{\"content\":\"a\"}", "\"stop\"") + "data: [DONE]\n\n";
        ReplyAssembler whole = Samples.assembler(LIMIT_BYTES, LIMIT_BYTES);
        byte[] bytes = stream.getBytes(UTF_8);
        whole.feed(bytes, 0, bytes.length - 1);
        assertFalse(whole.done());
        whole.feed(bytes, bytes.length - 1, 1);
        assertTrue(whole.done());
        assertEquals("a", message(whole.end(true).body()).path("content").asText());
    }

    @Test
    void aMessageInPlaceOfADeltaGoesOnOrSaysAllOnceMore() throws IOException {
        String first = chunk("{\"content\":\"one \"}", "null");
        String tail = chunk("{\"content\":\"TAIL\"}", "\"stop\"").replace("\"delta\"", "\"message\"");
        String all = tail.replace("TAIL", "one TAIL");
        assertEquals(
                "TAIL",
                message(whole(List.of(tail.getBytes(UTF_8)))).path("content").asText());
        for (String last : List.of(tail, all)) {
            byte[] whole = whole(List.of((first + last).getBytes(UTF_8)));
            assertEquals("one TAIL", message(whole).path("content").asText());
        }
    }

    @Test
    void argumentsThatAreEmptyStayEmpty() throws IOException {
        String call = calls(
                "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}");
        for (String stream : List.of(call, call.replace(",\"arguments\":\"\"", ""))) {
            byte[] whole = whole(List.of((stream + chunk("{}", "\"stop\"")).getBytes(UTF_8)));
            String arguments =
                    message(whole).at("/tool_calls/0/function/arguments").asText();
            assertEquals(stream.equals(call) ? "" : "{}", arguments);
        }
    }

    @Test
    void aReplyThatIsAnErrorFailsAsAStreamToo() {
        byte[] error = Samples.read("errors/500-provider.json");
        FailureException thrown = assertThrows(FailureException.class, () -> Samples.frames(error, true));
        assertInstanceOf(PoeRefusal.ServerError.class, thrown.failure());
        assertThrows(FailureException.class, () -> Samples.frames("{\"choices\":[1]}".getBytes(UTF_8), true));
    }

    private static JsonNode message(byte[] whole) throws IOException {
        return MAPPER.readTree(whole).at("/choices/0/message");
    }

    private static Object failure(String stream) {
        return assertThrows(FailureException.class, () -> whole(List.of(stream.getBytes(UTF_8))))
                .failure();
    }

    private static byte[] whole(List<byte[]> pieces) {
        ReplyAssembler whole = Samples.assembler(LIMIT_BYTES, LIMIT_BYTES);
        for (byte[] piece : pieces) {
            whole.feed(piece, 0, piece.length);
        }
        return whole.end(true).body();
    }

    private static String calls(String calls) {
        return chunk("{\"tool_calls\":[" + calls + "]}", "null");
    }
}
