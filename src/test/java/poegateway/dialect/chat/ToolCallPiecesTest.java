package poegateway.dialect.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static poegateway.dialect.chat.StreamRun.chunk;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.FailureException;

class ToolCallPiecesTest {
    private static final String FIRST = chunk("{\"role\":\"assistant\"}", "null");
    private static final String STOP = chunk("{}", "\"stop\"");
    private static final String END = chunk("{}", "\"tool_calls\"") + "data: [DONE]\n\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1}|{\\\"a\\\":1}",
                "{ \"a\" : \"\\\"\\u00e4ö\" }|{ \\\"a\\\" : \\\"\\\\\\\"\\\\u00e4ö\\\" }",
                "[1]|[1]",
                "7|7",
                "true|true",
                "null|",
                "\"{}\"|{}",
            })
    void argumentsAreAlwaysAString(String given, String text) throws IOException {
        String piece =
                "{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":%s}}";
        String left = text == null ? "" : text;
        assertEquals(calls(piece.replace("%s", "\"" + left + "\"")), pieces(piece.replace("%s", given)));
        String begin = call(0, "c", "f");
        String later = "{\"index\":0,\"function\":{\"arguments\":%s}}";
        assertEquals(
                calls(begin) + calls(later.replace("%s", "\"" + left + "\"")),
                pieces(begin, later.replace("%s", given)));
    }

    @Test
    void theFirstPieceSaysWhatIsCalled() throws IOException {
        assertEquals(
                calls(
                        "{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},\"type\":\"function\"}"),
                pieces("{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"));
        assertEquals(
                calls("{\"index\":0,\"function\":{\"name\":\"f\"},\"id\":\"call_made_0\",\"type\":\"function\"}"),
                pieces("{\"index\":0,\"id\":null,\"type\":\"\",\"function\":{\"name\":\"f\"}}"));
        assertEquals(
                calls("{\"id\":\"c\",\"custom\":{\"name\":\"f\",\"input\":\"\"},\"type\":\"custom\",\"index\":0}"),
                pieces("{\"id\":\"c\",\"custom\":{\"name\":\"f\",\"input\":\"\"}}"));
    }

    @Test
    void aPieceWithoutANameWaitsForIt() throws IOException {
        String named = "{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"1}\"}}";
        String whole =
                "{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"%s\"},\"id\":\"c\",\"type\":\"function\"}";
        String empty = chunk("{}", "null");
        assertEquals(
                empty + calls(whole.replace("%s", "1}")),
                pieces("{\"index\":0,\"id\":\"c\",\"type\":\"function\"}", named));
        assertEquals(
                empty + empty + calls(whole.replace("%s", "{\\\"a\\\":1}")),
                pieces(
                        "{\"index\":0,\"id\":\"c\",\"function\":{\"arguments\":\"{\\\"a\\\"\"}}",
                        "{\"index\":0,\"function\":{\"arguments\":\":\"}}",
                        named));
        assertEquals(
                empty
                        + calls(
                                "{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},\"id\":\"c\",\"type\":\"function\"}"),
                pieces(
                        "{\"index\":0,\"id\":\"c\",\"function\":{\"arguments\":\"{}\"}}",
                        "{\"index\":0,\"function\":{\"name\":\"f\"}}"));
        assertEquals(
                calls(call(1, "d", "g")) + calls(whole.replace("%s", "1}")),
                pieces("{\"index\":0,\"id\":\"c\"}," + call(1, "d", "g"), named));
        assertEquals(
                calls(call(1, "d", "g") + "," + call(2, "e", "h")) + calls(whole.replace("%s", "1}")),
                pieces(
                        call(1, "d", "g") + ",{\"index\":0,\"id\":\"c\",\"function\":null},null," + call(2, "e", "h"),
                        named));
    }

    @Test
    void aCallWhoseNameNeverComesIsABadResponse() {
        for (String end : List.of("", STOP, STOP + "data: [DONE]\n\n", "data: [DONE]\n\n")) {
            FailureException thrown = assertThrows(
                    FailureException.class,
                    () -> StreamRun.of(true, FIRST + calls("{\"index\":0,\"function\":{\"arguments\":\"{}\"}}") + end));
            assertEquals("upstream_bad_response", thrown.failure().code());
        }
    }

    @Test
    void aNewIdIsANewCallUnderItsOwnIndex() throws IOException {
        assertEquals(
                calls(call(0, "a", "f"))
                        + calls(reindexed("b", "f", 1))
                        + calls("{\"function\":{\"arguments\":\"{}\"},\"index\":1}"),
                pieces(call(0, "a", "f"), call(0, "b", "f"), "{\"index\":0,\"function\":{\"arguments\":\"{}\"}}"));
        assertEquals(
                calls(call(0, "a", "f")) + calls(reindexed("b", "f", 1)) + calls(reindexed("c", "f", 2)),
                pieces(call(0, "a", "f"), call(0, "b", "f"), call(1, "c", "f")));
        assertEquals(
                calls(call(0, "a", "f")) + chunk("{}", "null") + calls(reindexed("b", "g", 1)),
                pieces(call(0, "a", "f"), "{\"index\":0,\"id\":\"b\"}", call(0, "b", "g")));
    }

    @Test
    void anIdMadeUpForEachPieceIsNoNewCall() throws IOException {
        String open =
                "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}";
        assertEquals(
                calls(open) + calls("{\"index\":0,\"function\":{\"arguments\":\"}\"}}"),
                pieces(open, "{\"index\":0,\"id\":\"b\",\"function\":{\"arguments\":\"}\"}}"));
    }

    @Test
    void piecesWithoutIndexGoWhereTheirIdOrNameSays() throws IOException {
        String more = "\"function\":{\"arguments\":\"{}\"}";
        assertEquals(
                calls(call(0, "a", "f"))
                        + calls(call(1, "b", "g"))
                        + calls("{" + more + ",\"index\":0}")
                        + calls("{" + more + ",\"index\":1}"),
                pieces(
                        call(0, "a", "f"),
                        call(1, "b", "g"),
                        "{\"id\":\"a\"," + more + "}",
                        "{\"id\":\"b\"," + more + "}"));
        assertEquals(
                calls(call(0, "a", "f"))
                        + calls(
                                "{\"function\":{\"name\":\"g\"},\"index\":1,\"id\":\"call_made_1\",\"type\":\"function\"}"
                                        .replace(
                                                ",\"index\":1,\"id\":\"call_made_1\",\"type\":\"function\"",
                                                ",\"id\":\"call_made_1\",\"type\":\"function\",\"index\":1")),
                pieces(call(0, "a", "f"), "{\"function\":{\"name\":\"g\"}}"));
        String whole = "{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}%s}";
        String made = ",\"id\":\"call_made_%d\",\"type\":\"function\",\"index\":%d";
        assertEquals(
                calls(whole.replace("%s", made.replace("%d", "0")))
                        + calls(whole.replace("%s", made.replace("%d", "1"))),
                pieces(whole.replace("%s", ""), whole.replace("%s", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000001", "1e9", "0.5", "\"0\"", "null"})
    void anIndexThatIsNoneIsReplaced(String index) throws IOException {
        assertEquals(
                calls(reindexed("a", "f", 0)), pieces(call(0, "a", "f").replace("\"index\":0", "\"index\":" + index)));
        assertEquals(calls(call(1_000_000, "a", "f")), pieces(call(1_000_000, "a", "f")));
    }

    @Test
    void nullsGo() throws IOException {
        for (String nulls : List.of("\"tool_calls\":null", "\"function_call\":null", "\"role\":null")) {
            assertEquals(
                    FIRST + chunk("{\"content\":\"a\"}", "null"),
                    new StreamRun(true)
                            .feed(FIRST + chunk("{" + nulls + ",\"content\":\"a\"}", "null"))
                            .written());
        }
        assertEquals(
                calls("{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"custom\":{\"name\":\"f\"}}"),
                pieces(
                        "{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":null,\"custom\":{\"name\":\"f\"}}"));
    }

    @Test
    void theOlderFunctionCallEndsWithItsOwnReason() throws IOException {
        String begin = chunk("{\"function_call\":{\"name\":\"f\",\"arguments\":\"{\"}}", "null");
        String rest = chunk("{\"function_call\":{\"arguments\":\"}\"}}", "null");
        String end = chunk("{}", "\"function_call\"") + "data: [DONE]\n\n";
        assertEquals(FIRST + begin + rest + end, StreamRun.of(true, FIRST + begin + rest + STOP));
        String object = chunk("{\"function_call\":{\"name\":\"f\",\"arguments\":{\"a\":null}}}", "null");
        String closed = StreamRun.of(true, FIRST + object);
        assertEquals(
                FIRST + chunk("{\"function_call\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":null}\"}}", "null"),
                closed.substring(0, closed.indexOf("data: ", closed.indexOf("a\\\":null"))));
        assertEquals(2, closed.split("function_call", -1).length - 1, closed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"type\":\"text\",\"text\":\"yes\"}]|yes",
                "[{\"type\":\"text\",\"text\":\"a\\\"\\n"
                        + "\"},{\"text\":\"b\",\"type\":\"text\"},\"c\",null]|a\\\"\\u000abc",
                "{\"type\":\"text\",\"text\":\"yes\"}|yes",
                "[{\"type\":\"image_url\",\"image_url\":{\"detail\":\"low\",\"url\":\"https://x/y\"}}]|![image](https://x/y)",
                "[{\"type\":\"image_url\",\"image_url\":null},{\"text\":7}]|",
                "[]|",
                "7|7",
                "false|false",
                "[\"\\ud800\"]|\\ud800",
                "[\"\\udc00x\\ud83d\\ude00\"]|\\udc00x😀",
            })
    void contentIsAString(String content, String text) throws IOException {
        String left = text == null ? "" : text;
        assertEquals(
                FIRST + chunk("{\"content\":\"" + left + "\"}", "null"),
                new StreamRun(true)
                        .feed(FIRST + chunk("{\"content\":" + content + "}", "null"))
                        .written());
    }

    private static String call(int index, String id, String name) {
        return "{\"index\":" + index + ",\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name
                + "\"}}";
    }

    private static String reindexed(String id, String name, int index) {
        return "{\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name + "\"},\"index\":"
                + index + "}";
    }

    /** What leaves of a stream of such pieces, each in a chunk of its own, without its first chunk and its end. */
    private static String pieces(String... pieces) throws IOException {
        StringBuilder stream = new StringBuilder(FIRST);
        for (String piece : pieces) {
            stream.append(calls(piece));
        }
        String written = StreamRun.of(true, stream + STOP);
        assertEquals(END, written.substring(written.length() - END.length()));
        return written.substring(FIRST.length(), written.length() - END.length());
    }

    private static String calls(String calls) {
        return chunk("{\"tool_calls\":[" + calls + "]}", "null");
    }
}
