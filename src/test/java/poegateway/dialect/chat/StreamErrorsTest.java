package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.dialect.chat.StreamRun.chunk;
import static poegateway.dialect.chat.StreamRun.event;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;

/** In whatever form a stream says that it failed, it never looks like a whole answer. */
class StreamErrorsTest {
    private static final String FIRST = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    private static final String PART = chunk("{\"content\":\"par\"}", "null");
    private static final String STOP = chunk("{}", "\"stop\"");
    private static final String DONE = "data: [DONE]\n\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"detail\":\"boom\"}\n\n",
                "data: {\"detail\":[{\"msg\":\"boom\"}]}\n\n",
                "data: {\"object\":\"error\",\"message\":\"boom\",\"code\":500}\n\n",
                "data: {\"object\":\"chat.completion.chunk\",\"choices\":[],\"detail\":\"boom\"}\n\n",
                "data: {\"type\":\"error\",\"message\":\"boom\"}\n\n",
                "data: {\"type\":\"invalid_request_error\",\"message\":\"boom\"}\n\n",
                "data: {\"status\":\"error\",\"message\":\"boom\"}\n\n",
                "data: {\"status\":\"Failed\"}\n\n",
                "data: {\"status\":503,\"title\":\"boom\"}\n\n",
                "data: {\"code\":500,\"message\":\"boom\"}\n\n",
                "data: {\"errors\":[\"boom\"]}\n\n",
                "data: {\"\\u0065rror\":{\"message\":\"boom\"}}\n\n",
                "{\"error\":{\"message\":\"boom\"}}\n\n",
                "{\"error\":{\"message\":\"boom\"}}\n",
                "{\"detail\":\"boom\"}\r\n",
                "event: Error\ndata: {\"message\":\"boom\"}\n\n",
                "event: exception\ndata: {\"message\":\"boom\"}\n\n",
                "event: stream.failed\ndata: boom\n\n",
                "event: error\n\n",
                "event: ERROR\ndata:\n\n",
                "error: {\"message\":\"boom\"}\n\n",
                "error: {\"message\":\"boom\"}\n",
                "event: error\n{\"message\":\"boom\"}\n",
            })
    void anErrorInAnyFormIsAnErrorAndNoEnd(String error) throws IOException {
        for (String before : List.of(FIRST, FIRST + PART, FIRST + PART + STOP)) {
            StreamRun run = new StreamRun(true);
            Failure failure = failure(() -> run.feed(before + error + DONE));
            assertInstanceOf(ReplyFailure.Interrupted.class, failure, before + error);
            assertEquals(Retry.NEVER, failure.retry());
            assertEquals(before.replace(STOP, ""), run.written());
        }
        Failure first = failure(() -> new StreamRun(true).feed(error + DONE));
        assertInstanceOf(PoeRefusal.class, first);
    }

    @Test
    void anErrorInsteadOfAChunkKeepsItsWordsAndItsStatus() {
        Failure first = failure(
                () -> new StreamRun(true).feed(event("{\"object\":\"error\",\"message\":\"slow down\",\"code\":429}")));
        assertInstanceOf(PoeRefusal.Throttled.class, first);
        assertTrue(first.message().startsWith("slow down."), first.message());
        Failure bare = failure(() -> new StreamRun(true).feed(FIRST + "{\"error\":{\"message\":\"it broke\"}}\n"));
        assertTrue(bare.message().startsWith("it broke."), bare.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"boom\"}}",
                "error: {\"message\":\"boom\"}",
                "data: {\"error\":{\"message\":\"boom\"}}",
                "data: {\"error\":{\"message\":\"boom\"}}\n",
                "data: {\"detail\":\"boom\"}",
                "event: error\ndata: {\"message\":\"boom\"}\n",
            })
    void anErrorThatEndsTheReplyNeedsNoBlankLine(String error) {
        for (String before : List.of(FIRST + PART, FIRST + PART + STOP)) {
            Failure failure = failure(() -> StreamRun.of(true, before + error));
            assertInstanceOf(ReplyFailure.Interrupted.class, failure);
            assertTrue(failure.message().startsWith("boom."), failure.message());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":{", "error", "data: {\"choices\":[]}", "data: {\"choi", "data: boom"})
    void whatIsCutAtTheEndOfTheReplyIsTruncated(String rest) {
        assertInstanceOf(ReplyFailure.Truncated.class, failure(() -> StreamRun.of(true, FIRST + PART + rest)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"message\":\"boom\"}\n\n",
                "data: {\"success\":false}\n\n",
                "data: {\"type\":\"other\"}\n\n",
                "data: {\"choices\":null}\n\n",
                "data: {\"status\":\"ok\",\"code\":200,\"detail\":null,\"errors\":[]}\n\n",
                "event: notice\ndata: {\"message\":\"boom\"}\n\n",
            })
    void afterAnEventOfAnUnknownKindNoFinishIsInvented(String unknown) throws IOException {
        assertInstanceOf(
                ReplyFailure.Truncated.class, failure(() -> StreamRun.of(true, FIRST + PART + unknown + DONE)));
        String call = chunk(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}",
                "null");
        assertInstanceOf(ReplyFailure.Truncated.class, failure(() -> StreamRun.of(true, FIRST + call + unknown)));
        String whole = FIRST + PART + STOP + DONE;
        assertEquals(whole, StreamRun.of(true, FIRST + PART + unknown + STOP + DONE));
        assertEquals(whole, StreamRun.of(true, FIRST + PART + STOP + unknown + DONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {}\n\n",
                "data: {\"type\":\"ping\"}\n\n",
                "event: PING\ndata: {\"a\":1}\n\n",
                "event: notice\n\n",
                "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\"}\n\n",
                "data: {\"choices\":[]}\n\n",
            })
    void anEventThatIsKnownToTellNothingHindersNoEnd(String known) throws IOException {
        String end = StreamRun.of(false, FIRST + PART + DONE);
        assertEquals(end, StreamRun.of(false, FIRST + PART + known + DONE));
        assertEquals(
                end,
                StreamRun.of(false, known + FIRST + PART + DONE)
                        .replace(",\"created\":1,", ",\"created\":1774561949,"));
    }

    @Test
    void usageWithoutChoicesHindersNoEnd() throws IOException {
        String usage =
                event("{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3},\"type\":\"end\"}");
        assertEquals(StreamRun.of(false, FIRST + PART + DONE), StreamRun.of(false, FIRST + PART + usage + DONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abort",
                "cancelled",
                "USER_CANCEL",
                "timeout",
                "timed_out",
                "network_error",
                "MALFORMED_FUNCTION_CALL",
                "malformed_tool_use",
                "engine-failure",
                "insufficient_system_resource",
                "error"
            })
    void aFinishThatMeansAFailureIsOneAndNamesIt(String finish) throws IOException {
        StreamRun run = new StreamRun(true);
        Failure failure = failure(() -> run.feed(FIRST + PART + chunk("{}", "\"" + finish + "\"") + DONE));
        assertInstanceOf(ReplyFailure.Interrupted.class, failure);
        assertTrue(failure.message().contains("finish_reason '" + finish + "'"), failure.message());
        assertEquals(FIRST + PART, run.written());
        byte[] whole = ("{\"choices\":[{\"message\":{\"content\":\"par\"},\"finish_reason\":\"" + finish + "\"}]}")
                .getBytes(ISO_8859_1);
        Failure ofWhole = failure(() -> ChatReply.rewrite(whole, Samples.ENVELOPE));
        assertEquals(failure, ofWhole);
    }

    @Test
    void aFinishThatIsASentenceIsNotQuoted() {
        String sentence = "error: the prompt was 'abc'";
        Failure failure = failure(() -> StreamRun.of(true, FIRST + chunk("{}", "\"" + sentence + "\"")));
        assertTrue(failure.message().startsWith("The model's answer ended in an error. "), failure.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00e2\u0082", "\u00f5\u0080\u0080\u0080"})
    void bytesThatAreNoUtf8EndTheStreamAndNothingOfTheirEventIsWritten(String octets) throws IOException {
        byte[] stream = (FIRST + PART + chunk("{\"content\":\"" + octets + "\"}", "null") + STOP).getBytes(ISO_8859_1);
        StreamRun run = new StreamRun(true);
        Failure failure = failure(() -> run.feed(List.of(stream)));
        assertEquals(new ReplyFailure.BadResponse("an event of the stream is not UTF-8"), failure);
        assertEquals(FIRST + PART, run.written());
        byte[] whole = ("{\"choices\":[{\"message\":{\"content\":\"" + octets + "\"}}]}").getBytes(ISO_8859_1);
        assertEquals(
                new ReplyFailure.BadResponse("it is not UTF-8 at byte 35"),
                failure(() -> ChatReply.rewrite(whole, Samples.ENVELOPE)));
    }

    @Test
    void anEventThatIsNestedTooDeepIsNamedSo() {
        String deep = event("{\"a\":" + "[".repeat(250) + "]".repeat(250) + "}");
        assertEquals(
                new ReplyFailure.BadResponse("an event of the stream is nested deeper than 200 levels"),
                failure(() -> new StreamRun(true).feed(FIRST + deep)));
        assertEquals(
                new ReplyFailure.BadResponse("an event of the stream is not JSON"),
                failure(() -> new StreamRun(true).feed(FIRST + event("{\"a\":["))));
    }

    @Test
    void aKeyWithEscapesIsReadLikeTheSameKeyWithoutThem() throws IOException {
        String finish = chunk("{\"content\":\"a\"}", "\"max_tokens\"").replace("finish_reason", "finish\\u005freason");
        String left = chunk("{\"content\":\"a\"}", "\"length\"").replace("finish_reason", "finish\\u005freason");
        assertEquals(FIRST + left + DONE, StreamRun.of(true, FIRST + finish + DONE));
        String error = chunk("{\"content\":\"a\"}", "null", ",\"\\u0065rror\":{\"message\":\"boom\"}");
        assertInstanceOf(
                ReplyFailure.Interrupted.class, failure(() -> StreamRun.of(true, FIRST + error + STOP + DONE)));
    }

    private static Failure failure(org.junit.jupiter.api.function.Executable act) {
        return assertThrows(FailureException.class, act).failure();
    }
}
