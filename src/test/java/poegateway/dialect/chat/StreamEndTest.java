package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.dialect.chat.StreamRun.chunk;
import static poegateway.dialect.chat.StreamRun.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;
import poegateway.wire.Bytes;

/** One finish on the last chunk with choices, then the usage once for those who asked, then the end mark. */
class StreamEndTest {
    private static final String FIRST = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    private static final String ONE = chunk("{\"content\":\"one \"}", "null");
    private static final String STOP = chunk("{}", "\"stop\"");
    private static final String DONE = "data: [DONE]\n\n";
    private static final String COUNTS = "{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}";
    private static final String WITH_COUNTS = ",\"usage\":" + COUNTS;
    private static final String USAGE = event("{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1774561949,\"model\":\"a-model\",\"choices\":[],\"usage\":" + COUNTS + "}");
    private static final String CLOSING = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1774561949,\"model\":\"a-model\",\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,"
            + "\"finish_reason\":\"%s\"}]}\n\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":\"one \"}",
                "{\"reasoning_content\":\"hm\"}",
                "{\"refusal\":\"no\"}",
                "{\"audio\":{\"data\":\"\"}}",
            })
    void wordsAfterAFinishTakeItBack(String words) throws IOException {
        String early = FIRST + chunk("{\"reasoning_content\":\"hm\"}", "\"stop\"") + chunk(words, "null");
        String taken = FIRST + chunk("{\"reasoning_content\":\"hm\"}", "null") + chunk(words, "null");
        assertInstanceOf(ReplyFailure.Truncated.class, failure(early));
        assertEquals(taken, broken(early));
        assertEquals(taken + CLOSING.formatted("stop") + DONE, StreamRun.of(true, early + DONE));
        assertEquals(taken + STOP + DONE, StreamRun.of(true, early + STOP + DONE));
        String length = chunk("{}", "\"length\"");
        assertEquals(taken + length + DONE, StreamRun.of(true, early + length + DONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "content_filter"})
    void aFinishThatSaysThatSomethingLacksOutlastsWordsAfterIt(String lacks) throws IOException {
        String early = FIRST + chunk("{\"content\":\"a\"}", "\"" + lacks + "\"") + ONE;
        String taken = FIRST + chunk("{\"content\":\"a\"}", "null") + ONE;
        assertEquals(taken + CLOSING.formatted(lacks) + DONE, StreamRun.of(true, early + DONE));
        String end = chunk("{}", "\"" + lacks + "\"");
        assertEquals(taken + end + DONE, StreamRun.of(true, early + STOP + DONE));
        assertEquals(taken + ONE + end + DONE, StreamRun.of(true, early + ONE + STOP + DONE));
        String twice = early.replace(ONE, chunk("{\"content\":\"one \"}", "\"stop\"")) + ONE;
        assertEquals(taken + ONE + CLOSING.formatted(lacks) + DONE, StreamRun.of(true, twice + DONE));
        assertInstanceOf(ReplyFailure.Truncated.class, failure(early));
    }

    @Test
    void aCallThatIsCutIsNoneToRunUnlessTheFinishSaysSo() throws IOException {
        String cut = chunk(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                        + "\"arguments\":\"{\\\"a\\\":\"}}]}",
                "null");
        String older = chunk("{\"function_call\":{\"name\":\"f\",\"arguments\":\"{\"}}", "null");
        for (String call : List.of(cut, older)) {
            assertInstanceOf(ReplyFailure.Truncated.class, failure(FIRST + call + STOP + DONE));
            assertInstanceOf(ReplyFailure.Truncated.class, failure(FIRST + call + STOP));
            assertInstanceOf(ReplyFailure.Truncated.class, failure(FIRST + call + chunk("{}", "\"eos\"") + DONE));
            for (String finish : List.of("length", "content_filter", "tool_calls")) {
                String whole = FIRST + call + chunk("{}", "\"" + finish + "\"") + DONE;
                assertEquals(whole, StreamRun.of(true, whole));
            }
        }
    }

    @Test
    void aCallThatIsCutAfterAStrayFinishIsTruncated() {
        String cut = chunk(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                        + "\"arguments\":\"{\\\"a\\\":\"}}]}",
                "null");
        assertInstanceOf(ReplyFailure.Truncated.class, failure(FIRST + STOP + cut));
        assertInstanceOf(ReplyFailure.Truncated.class, failure(FIRST + STOP + cut + DONE));
        String older = chunk("{\"function_call\":{\"name\":\"f\",\"arguments\":\"{\"}}", "null");
        assertInstanceOf(ReplyFailure.Truncated.class, failure(FIRST + STOP + older + DONE));
        assertInstanceOf(ReplyFailure.Truncated.class, failure(FIRST + older));
    }

    @ParameterizedTest
    @CsvSource({
        "length,stop,length",
        "stop,length,length",
        "content_filter,stop,content_filter",
        "stop,content_filter,content_filter",
        "length,content_filter,content_filter",
        "content_filter,length,content_filter",
        "stop,stop,stop",
    })
    void ofTwoFinishesOneLeavesAndItIsTheOneThatSaysMore(String one, String other, String left) throws IOException {
        String first = chunk("{\"content\":\"a\"}", "\"" + one + "\"");
        String second = chunk("{}", "\"" + other + "\"");
        String expected = FIRST + chunk("{\"content\":\"a\"}", "\"" + left + "\"") + DONE;
        assertEquals(expected, StreamRun.of(true, FIRST + first + second + DONE));
        assertEquals(expected, StreamRun.of(true, FIRST + first + second));
        assertEquals(expected, StreamRun.of(true, FIRST + first + chunk("{\"content\":\"\"}", "null") + second));
    }

    @Test
    void whatMayFollowTheEndOfTheTextKeepsItsPlaceBeforeTheFinish() throws IOException {
        String notes = chunk("{\"annotations\":[{\"type\":\"url_citation\"}]}", "null");
        String length = chunk("{\"content\":\"a\"}", "\"length\"");
        String unfinished = chunk("{\"content\":\"a\"}", "null");
        assertEquals(
                FIRST + unfinished + notes + CLOSING.formatted("length") + DONE,
                StreamRun.of(true, FIRST + length + notes + DONE));
        String notesAndStop = chunk("{\"annotations\":[1]}", "\"stop\"");
        assertEquals(
                FIRST + unfinished + chunk("{\"annotations\":[1]}", "\"length\"") + DONE,
                StreamRun.of(true, FIRST + length + notesAndStop + DONE));
        assertEquals(
                FIRST + unfinished + notes + notes + CLOSING.formatted("length") + DONE,
                StreamRun.of(true, FIRST + length + notes + notes + DONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"eos\"|stop",
                "\"STOP\"|stop",
                "\"end_turn\"|stop",
                "7|stop",
                "true|stop",
                "{\"a\":1}|stop",
                "\"max_tokens\"|length",
                "\"MAX_TOKENS\"|length",
                "\"LENGTH\"|length",
                "\"incomplete\"|length",
                "\"Content-Filter\"|content_filter",
                "\"TOOL_CALLS\"|tool_calls",
                "\"SAFETY\"|content_filter",
                "\"tool_use\"|tool_calls",
                "\"content_filter\"|content_filter",
                "\"function_call\"|function_call",
            })
    void aFinishInAnotherWordIsBroughtToOneOfOpenAis(String said, String known) throws IOException {
        assertEquals(
                FIRST + chunk("{}", "\"" + known + "\"") + DONE, StreamRun.of(true, FIRST + chunk("{}", said) + DONE));
    }

    @Test
    void aFinishThatIsFalseIsNone() throws IOException {
        assertEquals(
                FIRST + chunk("{}", "null") + STOP + DONE, StreamRun.of(true, FIRST + chunk("{}", "false") + STOP));
    }

    @Test
    void aStreamAsItShouldBeStaysToTheByteInOneWrite() throws IOException {
        String stream = FIRST + ONE.repeat(50) + STOP + USAGE + DONE;
        StreamRun run = new StreamRun(true).feed(stream);
        assertEquals(List.of(stream), run.writes);
        assertEquals(FIRST + ONE.repeat(50) + STOP + DONE, StreamRun.of(false, stream));
    }

    @Test
    void aStreamWithoutAnyAnswerIsABadResponse() {
        for (String nothing : List.of(
                event("{\"choices\":[]}"),
                event("{\"choices\":[null]}"),
                event("{\"choices\":[{}]}"),
                USAGE,
                event("{\"choices\":[{\"delta\":null}]}"))) {
            assertInstanceOf(ReplyFailure.BadResponse.class, failure(nothing + DONE), nothing);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"index\":0,\"delta\":{%s},\"finish_reason\":\"error\",\"error\":{\"message\":\"It"
                        + " broke.\",\"code\":502}}",
                "{\"index\":0,\"delta\":{%s},\"finish_reason\":\"error\",\"error\":\"It broke.\"}",
                "{\"index\":0,\"error\":{\"message\":\"It broke.\",\"code\":\"provider_down\"},\"delta\":{%s}}",
                "{\"index\":0,\"delta\":{%s},\"finish_reason\":\"ERROR\"}",
                "{\"index\":0,\"delta\":{%s},\"finish_reason\":\"failed\",\"error\":null}",
            })
    void anErrorInAChoiceIsAnErrorFirstAndInTheMiddle(String choice) throws IOException {
        for (String words : List.of("", "\"content\":\"par\"", "\"role\":\"assistant\",\"content\":\"\"")) {
            String failing = event("{\"id\":\"chatcmpl-1\",\"choices\":[" + choice.replace("%s", words) + "]}");
            for (String before : List.of("", FIRST, FIRST + ONE, FIRST + ONE + STOP)) {
                Failure failure = failure(before + failing + STOP + DONE);
                assertEquals(502, failure.status());
                assertEquals(Retry.NEVER, failure.retry(), before + failing);
                assertEquals(choice.contains("_down") ? "provider_down" : "upstream_error", failure.code());
                assertTrue(!choice.contains("It broke") || failure.message().contains("It broke."), failure.message());
                assertEquals(before.replace(STOP, ""), broken(before + failing));
            }
        }
    }

    @Test
    void anErrorBesideAChoiceIsNeverSentAgainAndOneWithoutAnyMayBe() {
        String error = "\"error\":{\"message\":\"busy\",\"code\":503}";
        Failure beside = failure(event("{\"choices\":[{\"delta\":{}}]," + error + "}"));
        assertEquals(Retry.NEVER, beside.retry());
        assertEquals("upstream_overloaded", beside.code());
        assertInstanceOf(PoeRefusal.Overloaded.class, failure(event("{\"choices\":[]," + error + "}")));
        assertEquals(
                Retry.NEVER,
                failure(event("{\"choices\":[]}") + event("{" + error + "}")).retry());
    }

    @Test
    void whatIsHeldIsNotLostWhenTheStreamBreaksOff() throws IOException {
        String last = chunk("{\"content\":\"end\"}", "\"stop\"");
        StreamRun run = new StreamRun(true).feed(FIRST + last.substring(0, 20));
        run.feed(last.substring(20));
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        run.stream.breakOff(rest);
        assertEquals(chunk("{\"content\":\"end\"}", "null"), rest.toString(UTF_8));
        rest.reset();
        run.stream.breakOff(rest);
        assertEquals("", rest.toString(UTF_8));
        StreamRun empty = new StreamRun(true).feed(FIRST + STOP + USAGE);
        empty.stream.breakOff(rest);
        assertEquals("", rest.toString(UTF_8));
    }

    @Test
    void whatIsHeldStaysWhenTheBytesThatWereFedChange() throws IOException {
        byte[] fed = (FIRST + chunk("{\"content\":\"end\"}", "\"stop\"") + USAGE).getBytes(UTF_8);
        StreamRun run = new StreamRun(true).feed(List.of(fed));
        Arrays.fill(fed, (byte) 'x');
        assertEquals(
                FIRST + chunk("{\"content\":\"end\"}", "\"stop\"") + USAGE + DONE,
                run.feed(DONE).written());
    }

    @Test
    void whatIsHeldLeavesWithoutItsFinishWhenAnErrorFollowsOrTheEndIsNone() throws IOException {
        String last = chunk("{\"content\":\"end\"}", "\"stop\"");
        String open = FIRST + chunk("{\"content\":\"end\"}", "null");
        StreamRun error = new StreamRun(true);
        assertThrows(
                FailureException.class, () -> error.feed(FIRST + last + event("{\"error\":{\"message\":\"no\"}}")));
        assertEquals(open, error.written());
        StreamRun cut = new StreamRun(true);
        assertThrows(
                FailureException.class,
                () -> cut.feed(FIRST + last + "data: {\"cho").end());
        assertEquals(open, cut.written());
    }

    @Test
    void theEndIsTheSameWhereverTheStreamIsSplit() throws IOException {
        String stream = FIRST
                + chunk("{\"reasoning_content\":\"hm\"}", "\"stop\"", WITH_COUNTS)
                + chunk("{\"content\":\"a\"}", "\"length\"", ",\"error\":null")
                + chunk("{\"annotations\":[1]}", "\"stop\"")
                + USAGE
                + DONE;
        byte[] bytes = stream.getBytes(UTF_8);
        String whole = StreamRun.of(true, stream);
        assertEquals(
                FIRST
                        + chunk("{\"reasoning_content\":\"hm\"}", "null")
                        + chunk("{\"content\":\"a\"}", "null")
                        + chunk("{\"annotations\":[1]}", "\"length\"")
                        + USAGE
                        + DONE,
                whole);
        for (int at = 0; at <= bytes.length; at++) {
            assertEquals(whole, new StreamRun(true).feed(Bytes.cut(bytes, at)).written());
        }
        assertEquals(whole, new StreamRun(true).feed(Bytes.singly(bytes)).written());
    }

    @Test
    void whatPoeLeavesOutOfEveryChunkIsPutIn() throws IOException {
        String bare = event(
                "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"a\"},\"finish_reason\":null}]}");
        String odd = event("{\"id\":7,\"object\":\"chat.completion\",\"created\":\"now\",\"model\":null,"
                + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
        String envelope = "\"id\":\"chatcmpl-made\",\"object\":\"chat.completion.chunk\",\"created\":1774561949,"
                + "\"model\":\"asked-model\"}\n\n";
        String left = StreamRun.of(true, bare + bare.replace("\"role\":\"assistant\",", "") + odd + DONE);
        for (String frame : left.substring(0, left.length() - DONE.length()).split("(?<=\n\n)")) {
            assertTrue(frame.endsWith("," + envelope), frame);
            assertEquals(List.of(), Schemas.CHUNK.faults(frame.substring(6)));
        }
    }

    @Test
    void aChunkWithoutAnIdGetsThatOfItsStream() throws IOException {
        String bare = event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
        String filled = bare.replace(
                "]}\n",
                "],\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\","
                        + "\"created\":1774561949,\"model\":\"a-model\"}\n");
        assertEquals(FIRST + filled + DONE, StreamRun.of(true, FIRST + bare + DONE));
    }

    @Test
    void halfASurrogatePairInANamePasses() throws IOException {
        String odd = chunk("{\"content\":\"a\",\"\\ud800\":1}", "\"stop\"");
        assertEquals(FIRST + odd + DONE, StreamRun.of(true, FIRST + odd + DONE));
    }

    private static String broken(String stream) throws IOException {
        StreamRun run = new StreamRun(true);
        try {
            run.feed(stream).end();
        } catch (FailureException expected) {
            return run.written();
        }
        throw new AssertionError("it did not fail: " + stream);
    }

    private static Failure failure(String stream) {
        return assertThrows(FailureException.class, () -> StreamRun.of(true, stream))
                .failure();
    }
}
