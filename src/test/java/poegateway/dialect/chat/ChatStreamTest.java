package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.dialect.chat.StreamRun.chunk;
import static poegateway.dialect.chat.StreamRun.event;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;
import poegateway.wire.Bytes;

class ChatStreamTest {
    private static final String FIRST = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    private static final String HELLO = chunk("{\"content\":\"Hello\"}", "null");
    private static final String STOP = chunk("{}", "\"stop\"");
    private static final String DONE = "data: [DONE]\n\n";
    private static final String CALL = chunk(
            "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\","
                    + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\"}}]}",
            "null");
    private static final String CALL_END =
            chunk("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]}", "null");
    private static final String CLOSING = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1774561949,\"model\":\"a-model\",\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,"
            + "\"finish_reason\":\"%s\"}]}\n\n";

    @Test
    void aStreamThatIsRightStaysToTheByte() throws IOException {
        String stream = FIRST + HELLO + HELLO + STOP + DONE;
        assertEquals(stream, StreamRun.of(true, stream));
        assertEquals(stream, StreamRun.of(false, stream));
    }

    @Test
    void aBurstOfUntouchedEventsIsOneWrite() throws IOException {
        StreamRun run = new StreamRun(true).feed(FIRST + HELLO.repeat(200) + STOP + DONE);
        assertEquals(1, run.writes.size());
        assertTrue(run.stream.done());
    }

    @Test
    void anEventLeavesAsSoonAsItIsWhole() throws IOException {
        StreamRun run = new StreamRun(true);
        assertFalse(run.stream.started());
        run.feed(": comment\n\n" + FIRST.substring(0, FIRST.length() - 1));
        assertEquals("", run.written());
        assertFalse(run.stream.started());
        run.feed("\n");
        assertEquals(FIRST, run.written());
        assertTrue(run.stream.started());
        assertFalse(run.stream.done());
    }

    @Test
    void whatFollowsTheEndMarkIsIgnored() throws IOException {
        StreamRun run = new StreamRun(true).feed(FIRST + STOP + DONE + HELLO).feed("data: {nonsense\n\n");
        assertEquals(FIRST + STOP + DONE, run.end().written());
    }

    @Test
    void aFinishWithoutEndMarkGetsIt() throws IOException {
        assertEquals(FIRST + STOP + DONE, StreamRun.of(true, FIRST + STOP));
        assertEquals(FIRST + STOP + DONE, StreamRun.of(true, FIRST + STOP + "data: [DONE]"));
        assertEquals(FIRST + STOP + DONE, StreamRun.of(true, FIRST + STOP + "data: [DONE]\n"));
    }

    @Test
    void anEndMarkWithoutFinishGetsTheFinishBeforeIt() throws IOException {
        assertEquals(FIRST + HELLO + CLOSING.formatted("stop") + DONE, StreamRun.of(true, FIRST + HELLO + DONE));
        String call = FIRST + CALL + CALL_END;
        assertEquals(call + CLOSING.formatted("tool_calls") + DONE, StreamRun.of(true, call + DONE));
        assertEquals(FIRST + CLOSING.formatted("stop") + DONE, StreamRun.of(true, FIRST + "data: [DONE]"));
    }

    @Test
    void wholeToolCallsWithoutFinishAndEndMarkCountAsFinished() throws IOException {
        String stream = FIRST + CALL + CALL_END;
        assertEquals(stream + CLOSING.formatted("tool_calls") + DONE, StreamRun.of(true, stream));
    }

    @Test
    void wholeToolCallsWithoutFinishAreTruncatedWhereAnyBreakLooksLikeTheEnd() throws IOException {
        StreamRun run = new StreamRun(true).feed(FIRST + CALL + CALL_END);
        Failure failure = failure(() -> run.stream.end(false, OutputStream.nullOutputStream()));
        assertInstanceOf(ReplyFailure.Truncated.class, failure);
        for (String end : List.of(STOP, DONE, "data: [DONE]")) {
            StreamRun whole = new StreamRun(true).feed(FIRST + CALL + CALL_END + end);
            whole.stream.end(false, OutputStream.nullOutputStream());
            assertTrue(whole.stream.done());
        }
    }

    @Test
    void anAnswerThatIsNotFinishedIsTruncated() {
        for (String stream : List.of(
                "",
                FIRST,
                FIRST + HELLO,
                FIRST + CALL,
                FIRST + CALL + DONE,
                FIRST + STOP + "data: {\"id\":",
                FIRST + HELLO + "data: [DON")) {
            Failure failure = failure(() -> StreamRun.of(true, stream));
            assertInstanceOf(ReplyFailure.Truncated.class, failure, stream);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"hel",
                "{nope}",
                "<html>",
                "null",
                "[]",
                "\"text\"",
                "[DONE] ",
                "{\"choices\":[]} {}"
            })
    void anEventThatIsNoJsonObjectIsABadResponse(String data) throws IOException {
        StreamRun run = new StreamRun(true);
        Failure failure = failure(() -> run.feed(FIRST + HELLO + event(data) + HELLO));
        assertInstanceOf(ReplyFailure.BadResponse.class, failure);
        assertEquals(FIRST + HELLO, run.written());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"message\":\"no\"}", "{\"choices\":null}", "{\"choices\":1e999}", "[DONE]"})
    void aFirstEventThatIsNoChunkIsABadResponse(String data) {
        assertInstanceOf(ReplyFailure.BadResponse.class, failure(() -> new StreamRun(true).feed(event(data))));
    }

    @Test
    void anErrorOfPoeEndsTheStreamAndNothingOfItIsWritten() throws IOException {
        StreamRun run = new StreamRun(true);
        String error = "{\"error\":{\"message\":\"busy\",\"type\":\"overloaded_error\",\"code\":null}}";
        Failure failure = failure(() -> run.feed(FIRST + HELLO + event(error) + HELLO));
        assertEquals("upstream_overloaded", failure.code());
        assertEquals(Retry.NEVER, failure.retry());
        assertEquals(502, failure.status());
        assertEquals(FIRST + HELLO, run.written());
        StreamRun first = new StreamRun(true);
        assertEquals(
                429,
                failure(() -> first.feed(event("{\"error\":{\"code\":429}}"))).status());
        assertFalse(first.stream.started());
    }

    @Test
    void anEventNamedErrorIsAnErrorHoweverItLooks() {
        String bare = "event: error\ndata: {\"message\":\"busy\",\"type\":\"rate_limit_error\"}\n\n";
        assertInstanceOf(PoeRefusal.Throttled.class, failure(() -> new StreamRun(true).feed(bare)));
        assertEquals(
                "rate_limit_exceeded",
                failure(() -> new StreamRun(true).feed(FIRST + bare)).code());
    }

    @Test
    void pingsAndOtherEventsThatAreNoChunksAreSwallowed() throws IOException {
        String ping = "event: ping\ndata: {}\n\nevent: ping\ndata: {\"type\":\"ping\"}\n\ndata: {}\n\n";
        String other = "data: {\"type\":\"other\"}\n\n";
        assertEquals(FIRST + STOP + DONE, StreamRun.of(true, ping + FIRST + ping + other + STOP + DONE));
    }

    @Test
    void aNameThatNoChunkHasIsTakenOff() throws IOException {
        assertEquals(FIRST + STOP + DONE, StreamRun.of(true, "event: message\n" + FIRST + "event: x\n" + STOP + DONE));
    }

    @Test
    void aStreamOfNamedEventsSplitAnywhereLosesItsNamesAlone() throws IOException {
        String plain = FIRST + HELLO + HELLO + STOP;
        String named = plain.replace("data: ", "event: chunk\ndata: ") + "event: done\n" + DONE;
        byte[] bytes = named.getBytes(UTF_8);
        for (int split = 0; split <= bytes.length; split++) {
            StreamRun run = new StreamRun(false).feed(Bytes.cut(bytes, split));
            assertEquals(plain + DONE, run.written(), "split at " + split);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"content\":\"all\"}", "{\"role\":\"assistant\",\"content\":\"all\"}"})
    void aMessageInPlaceOfTheFirstDeltaBecomesOne(String message) throws IOException {
        String first = chunk(message, "null").replace("\"delta\"", "\"message\"");
        String role = message.contains("role") ? "" : ",\"role\":\"assistant\"";
        String left = chunk(message.replace("}", role + "}"), "null");
        assertEquals(left + STOP + DONE, StreamRun.of(true, first + STOP + DONE));
        String late = HELLO.replace("\"delta\"", "\"message\"");
        assertEquals(FIRST + late + STOP + DONE, StreamRun.of(true, FIRST + late + STOP + DONE));
        String both = FIRST.replace("\"delta\"", "\"message\":{\"content\":\"x\"},\"delta\"");
        assertEquals(both + STOP + DONE, StreamRun.of(true, both + STOP + DONE));
    }

    @Test
    void aFirstChunkWithoutChoicesIsKeptFromTheCaller() throws IOException {
        String azure = event("{\"id\":\"\",\"object\":\"\",\"created\":0,\"model\":\"\",\"choices\":[],"
                + "\"prompt_filter_results\":[{\"prompt_index\":0}]}");
        StreamRun run = new StreamRun(false).feed(azure);
        assertEquals("", run.written());
        assertTrue(new String(run.stream.heartbeat(), UTF_8).contains("\"id\":\"chatcmpl-made\""));
        run.feed(FIRST);
        assertTrue(new String(run.stream.heartbeat(), UTF_8).contains("\"id\":\"chatcmpl-1\""));
    }

    @Test
    void aHeartbeatIsAChunkThatAddsNothing() throws IOException {
        StreamRun run = new StreamRun(true);
        assertEquals(0, run.stream.heartbeat().length);
        run.feed(FIRST);
        String tick = new String(run.stream.heartbeat(), UTF_8);
        assertEquals(CLOSING.formatted("stop").replace("\"stop\"", "null"), tick);
        assertEquals(List.of(), Schemas.CHUNK.faults(tick.substring(6).strip()));
    }

    @Test
    void whatIsNoChoiceAmongTheChoicesIsPassedOver() throws IOException {
        String odd = HELLO.replace("\"choices\":[", "\"choices\":[[[1]],7,");
        assertEquals(FIRST + odd + STOP + DONE, StreamRun.of(true, FIRST + odd + STOP + DONE));
    }

    @Test
    void anEventOverTheLimitIsTooLarge() {
        String large = chunk("{\"content\":\"" + "x".repeat(100_000) + "\"}", "null");
        assertInstanceOf(ReplyFailure.TooLarge.class, failure(() -> new StreamRun(true).feed(FIRST + large)));
    }

    private static Failure failure(org.junit.jupiter.api.function.Executable act) {
        return assertThrows(FailureException.class, act).failure();
    }
}
