package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static poegateway.dialect.chat.StreamRun.chunk;
import static poegateway.dialect.chat.StreamRun.event;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.wire.Bytes;

class ChatStreamEditsTest {
    private static final int ROUNDS = 2_000;
    private static final String FIRST = chunk("{\"role\":\"assistant\"}", "null");
    private static final String STOP = chunk("{}", "\"stop\"");
    private static final String DONE = "data: [DONE]\n\n";
    private static final String USAGE = event(
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                    + "\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":null},\"completion_tokens_details\":null}}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reasoning\":\"a\",\"reasoning_content\":\"a\"}|{\"reasoning_content\":\"a\"}",
                "{\"reasoning_content\":\"a\",\"reasoning\":\"a\"}|{\"reasoning_content\":\"a\"}",
                "{\"content\":\"\",\"reasoning\" : \"a\"}|{\"content\":\"\",\"reasoning_content\" : \"a\"}",
                "{\"reasoning\":\"a\",\"reasoning_content\":null}|{\"reasoning_content\":\"a\"}",
                "{\"reasoning\":null,\"content\":\"a\"}|{\"content\":\"a\"}",
                "{\"content\":\"the reasoning\"}|{\"content\":\"the reasoning\"}",
            })
    void reasoningIsSaidOnceUnderItsUsualName(String delta, String edited) throws IOException {
        assertEquals(FIRST + chunk(edited, "null"), fed(true, FIRST + chunk(delta, "null")));
    }

    @Test
    void theFirstDeltaNamesTheRole() throws IOException {
        assertEquals(
                chunk("{\"content\":\"a\",\"role\":\"assistant\"}", "null") + chunk("{\"content\":\"b\"}", "null"),
                fed(true, chunk("{\"content\":\"a\"}", "null") + chunk("{\"content\":\"b\"}", "null")));
        assertEquals(chunk("{\"role\":\"assistant\"}", "null"), fed(true, chunk("{}", "null")));
        assertEquals(chunk("{\"role\":\"assistant\"}", "null"), fed(true, chunk("{\"role\":null}", "null")));
    }

    @Test
    void anErrorThatIsNullIsTakenOutOfEveryChunk() throws IOException {
        String sick = chunk("{\"role\":\"assistant\"}", "null", ",\"error\":null");
        assertEquals(FIRST + FIRST, fed(true, sick + sick));
    }

    @Test
    void anEmptyFinishReasonIsNone() throws IOException {
        assertEquals(
                FIRST + FIRST,
                fed(true, chunk("{\"role\":\"assistant\"}", "\"\"").repeat(2)));
    }

    @Test
    void usageGoesOnlyToACallerWhoAsked() throws IOException {
        String clean = USAGE.replace(",\"audio_tokens\":null", "").replace(",\"completion_tokens_details\":null", "");
        assertEquals(FIRST + STOP + clean + DONE, fed(true, FIRST + STOP + USAGE + DONE));
        assertEquals(FIRST + STOP + DONE, fed(false, FIRST + STOP + USAGE + DONE));
        String onFinish = chunk("{}", "\"stop\"", ",\"usage\":{\"prompt_tokens\":1,\"a_details\":{\"x\":null}}");
        assertEquals(FIRST + STOP + DONE, fed(false, FIRST + onFinish + DONE));
        String nulls = chunk("{}", "null", ",\"usage\":null");
        assertEquals(FIRST + nulls, fed(true, FIRST + nulls));
        assertEquals(FIRST + chunk("{}", "null"), fed(false, FIRST + nulls));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"choices\":[{\"delta\":{}}] , \"usage\" : null }|{\"choices\":[{\"delta\":{}}]  }",
                "{\"usage\":null,\"choices\":[{}],%s}|{\"choices\":[{}],%s}",
                "{\"choices\":[{}],\"usage\":null,\"x\":{\"usage\":null},%s}|{\"choices\":[{}],\"x\":{\"usage\":null},%s}",
                "{\"x\":{\"y\":1,\"usage\":null},\"choices\":[{}],%s}|{\"x\":{\"y\":1,\"usage\":null},\"choices\":[{}],%s}",
            })
    void aUsageThatIsNullGoesWhereverItStandsButOnlyAtTheTop(String data, String edited) throws IOException {
        String head = "\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\"";
        assertEquals(FIRST + event(edited.replace("%s", head)), fed(false, FIRST + event(data.replace("%s", head))));
    }

    @Test
    void toolCallsEndWithTheirFinishReason() throws IOException {
        String call = calls("{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\"}}");
        assertEquals(FIRST + call + chunk("{}", "\"tool_calls\"") + DONE, fed(true, FIRST + call + STOP + DONE));
        assertEquals(
                FIRST + call + chunk("{}", "\"length\"") + DONE,
                fed(true, FIRST + call + chunk("{}", "\"length\"") + DONE));
        String together = call.replace("\"finish_reason\":null", "\"finish_reason\":\"stop\"");
        assertEquals(
                FIRST + call.replace("\"finish_reason\":null", "\"finish_reason\":\"tool_calls\"") + DONE,
                fed(true, FIRST + together + DONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"1\"}}"
                        + "|{\"index\":0,\"function\":{\"arguments\":\"1\"}}",
                "{\"index\":0,\"id\":null,\"type\":null,\"function\":{\"name\":null,\"arguments\":\"1\"}}"
                        + "|{\"index\":0,\"function\":{\"arguments\":\"1\"}}",
                "{\"id\":\"\",\"function\":{\"arguments\":\"1\",\"name\":\"\"}}"
                        + "|{\"function\":{\"arguments\":\"1\"},\"index\":0}",
                "{\"function\":{\"arguments\":\"1\"}}|{\"function\":{\"arguments\":\"1\"},\"index\":0}",
                "{\"index\":null,\"id\":\"c1\"}|{\"index\":0}",
                "{\"id\":\"c2\",\"type\":\"function\",\"function\":{\"name\":\"f\"}}"
                        + "|{\"id\":\"c2\",\"type\":\"function\",\"function\":{\"name\":\"f\"},\"index\":1}",
                "{\"index\":5,\"id\":\"c6\",\"type\":\"function\",\"function\":{\"name\":\"f\"},\"x\":null}"
                        + "|{\"index\":5,\"id\":\"c6\",\"type\":\"function\",\"function\":{\"name\":\"f\"},\"x\":null}",
                "{\"index\":0,\"function\":{\"name\":\"_more\"}}|{\"index\":0,\"function\":{\"name\":\"_more\"}}",
            })
    void aLaterPieceOfAToolCallSaysItsIndexAndNothingTwice(String piece, String edited) throws IOException {
        String begin = calls(
                "{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}");
        assertEquals(FIRST + begin + calls(edited), fed(true, FIRST + begin + calls(piece)));
    }

    @Test
    void toolCallsWithoutIndexInOneArrayGetOneEach() throws IOException {
        assertEquals(
                FIRST + calls(named("a", ",\"index\":0") + "," + named("b", ",\"index\":1")),
                fed(true, FIRST + calls(named("a", "") + "," + named("b", ""))));
    }

    @Test
    void aStreamSplitAnywhereGivesTheSameBytes() throws IOException {
        byte[] stream = everything().getBytes(UTF_8);
        for (boolean usageWanted : new boolean[] {true, false}) {
            String whole =
                    new StreamRun(usageWanted).feed(List.of(stream)).end().written();
            for (int split = 0; split <= stream.length; split++) {
                assertEquals(whole, run(usageWanted, Bytes.cut(stream, split)), "split at " + split);
            }
            assertEquals(whole, run(usageWanted, Bytes.singly(stream)));
            Random random = new Random(5);
            for (int round = 0; round < ROUNDS; round++) {
                assertEquals(whole, run(usageWanted, Bytes.randomPieces(stream, random)));
            }
        }
    }

    @Test
    void everyEventThatLeavesIsAValidChunk() throws IOException {
        String written = StreamRun.of(true, everything());
        String[] events = written.split("\n\n", -1);
        assertEquals("data: [DONE]", events[events.length - 2]);
        for (int i = 0; i < events.length - 2; i++) {
            assertEquals(List.of(), Schemas.CHUNK.faults(events[i].substring(6)));
        }
        assertFalse(Schemas.CHUNK
                .faults(FIRST.substring(6).replace("\"index\":0,", ""))
                .isEmpty());
    }

    /** A stream with most of what can go wrong, in most forms that events can have. */
    static String everything() {
        return "\uFEFF: hello\r\n\r\n"
                + chunk("{\"content\":\"grüße 👋🏽\"}", "null").replace("\n", "\r\n")
                + "id: 1\n"
                + chunk("{\"content\":\"b\"}", "\"\"", ",\"error\":null").replace("\n", "\r")
                + chunk("{\"content\":\"c\"}", "null", ",\"usage\":null")
                + chunk("{\"content\":\"d\"}", "null").replace(",\"choices\"", ",\ndata:\"choices\"")
                + "event: ping\ndata: {}\n\nretry: 5\n\nevent: none\n\ndata:\n\n"
                + chunk("{\"reasoning\":\"漢字\"}", "null")
                + calls("{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}")
                + calls("{\"id\":null,\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}")
                        .replace("data: ", "data:")
                + STOP
                + USAGE
                + "data: [DONE]";
    }

    private static String named(String id, String more) {
        return "{\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"f\"}" + more + "}";
    }

    private static String calls(String calls) {
        return chunk("{\"tool_calls\":[" + calls + "]}", "null");
    }

    private static String run(boolean usageWanted, List<byte[]> pieces) throws IOException {
        return new StreamRun(usageWanted).feed(pieces).end().written();
    }

    private static String fed(boolean usageWanted, String stream) throws IOException {
        return new StreamRun(usageWanted).feed(stream).written();
    }
}
