package poegateway.dialect.bot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static poegateway.dialect.bot.BotWire.DONE;
import static poegateway.dialect.bot.BotWire.META;
import static poegateway.dialect.bot.BotWire.chunk;
import static poegateway.dialect.bot.BotWire.event;
import static poegateway.dialect.bot.BotWire.file;
import static poegateway.dialect.bot.BotWire.replacement;
import static poegateway.dialect.bot.BotWire.steps;
import static poegateway.dialect.bot.BotWire.text;
import static poegateway.dialect.bot.BotWire.usage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.wire.Bytes;

/** The events of a bot, as the steps of a reply. */
class BotReplyReadingTest {
    @Test
    void textsAreAppendedAndSuggestionsStandBeside() throws IOException {
        assertEquals(
                List.of("words Hello there", "suggested More?", "finished STOP"),
                steps(
                        META,
                        text("Hello "),
                        event("ping", "{}"),
                        text("there"),
                        event("suggested_reply", "{\"text\":\"More?\"}"),
                        DONE));
    }

    @Test
    void aTextThatIsReplacedStandsInThePlaceOfAllBefore() throws IOException {
        assertEquals(
                List.of("words Searching...", "replaced Hel", "words lo", "finished STOP"),
                steps(META, text("Searching..."), replacement("Hel"), text("lo"), DONE));
        assertEquals(
                List.of("words a mistake", "replaced Hello", "finished STOP"),
                steps(META, text("a mistake"), replacement(""), text("Hello"), DONE));
        assertEquals(
                List.of("words a mistake", "replaced ", "finished STOP"),
                steps(META, text("a mistake"), replacement(""), DONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*Thinking...*\\n\\n> One.\\n> \\n> Two > 1\\n\\nThe answer > all\\n> more",
                "Thinking...\\n> One.\\n>\\n> Two > 1\\n\\nThe answer > all\\n> more",
                "*Thinking... (12s elapsed)*\\u000a> One.\\u000A>\\n>Two > 1\\n\\nThe answer > all\\n> more"
            })
    void quotedLinesBelowThinkingAreThoughtsHoweverTheyAreCut(String answer) throws IOException {
        List<String> expected = List.of("thoughts One.\n\nTwo > 1", "words The answer > all\n> more", "finished STOP");
        assertEquals(expected, steps(META, text(answer), DONE));
        List<Integer> cuts = boundaries(answer);
        for (int cut : cuts) {
            assertEquals(
                    expected,
                    steps(META, text(answer.substring(0, cut)), text(answer.substring(cut)), DONE),
                    "cut at " + cut);
        }
        List<String> single = new ArrayList<>(List.of(META));
        for (int i = 0; i + 1 < cuts.size(); i++) {
            single.add(text(answer.substring(cuts.get(i), cuts.get(i + 1))));
        }
        single.add(DONE);
        assertEquals(expected, steps(single.toArray(String[]::new)));
    }

    @ParameterizedTest
    @CsvSource({
        "'Thinking...'",
        "'*Thinking...*\\n'",
        "'*Thinking...*\\n\\n'",
        "'*Thinking...*\\n\\nHello'",
        "'Thinking... is hard.\\n> quote'",
        "'Thinking'",
        "'*bold* words'",
        "'*Thinking...* about it\\n> x'",
        "'> a quoted line\\n\\nHello'",
        "'Thinking...\\n\\n\\n\\n\\n\\n> far below'",
        "'Thinking... (a (b))\\n> x'"
    })
    void whatOnlyLooksLikeThinkingStaysAsItIs(String answer) throws IOException {
        List<String> expected = List.of("words " + BotWire.raw(answer).decoded(), "finished STOP");
        for (int cut : boundaries(answer)) {
            assertEquals(
                    expected,
                    steps(META, text(answer.substring(0, cut)), text(answer.substring(cut)), DONE),
                    "cut at " + cut);
        }
    }

    @Test
    void thoughtsAreLookedForAnewInATextThatReplaces() throws IOException {
        assertEquals(
                List.of("replaced Hello", "finished STOP"),
                steps(
                        META,
                        text("*Thinking...*"),
                        replacement("*Thinking... (1s elapsed)*"),
                        replacement("Hello"),
                        DONE));
        assertEquals(
                List.of("words Wait", "thoughts hm", "replaced Hello", "finished STOP"),
                steps(META, text("Wait"), replacement("*Thinking...*\\n> h"), text("m\\n\\nHello"), DONE));
    }

    @Test
    void chunksGiveCallsUsageAndTheReasonToEnd() throws IOException {
        assertEquals(
                List.of(
                        "words Let me look.",
                        "call 0 call_1 getWeather",
                        "args0 {\"city\":\"Köln\"}",
                        "call 1 call_2 getTime",
                        "args1 {}",
                        "counted 8 4",
                        "finished TOOL_CALLS"),
                steps(
                        META,
                        chunk("{\"role\":\"assistant\",\"content\":\"Let me look.\"}", "null"),
                        chunk(call(0, "call_1", "getWeather"), "null"),
                        chunk(more(0, "{\\\"city\\\":"), "null"),
                        chunk(more(0, "\\\"Köln\\\"}"), "null"),
                        chunk(call(1, "call_2", "getTime"), "null"),
                        chunk(more(1, "{}"), "null"),
                        chunk("{}", "\"tool_calls\""),
                        usage(8, 4),
                        DONE));
    }

    @Test
    void callsOfAnotherIdAreOthersAlsoWithoutAnIndex() throws IOException {
        assertEquals(
                List.of(
                        "call 0 a f",
                        "args0 {}",
                        "call 1 b g",
                        "args1 {\"x\":1}",
                        "call 2 call_req-1_2 h",
                        "finished TOOL_CALLS"),
                steps(
                        META,
                        chunk(
                                "{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}",
                                "null"),
                        chunk(
                                "{\"tool_calls\":[{\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":{\"x\":1}}}]}",
                                "null"),
                        chunk(
                                "{\"tool_calls\":[{\"index\":1,\"function\":{\"name\":\"h\",\"arguments\":\"\"}}]}",
                                "null"),
                        DONE));
    }

    @Test
    void aCallThatCannotBeMadeIsAFailure() throws IOException {
        assertEquals(
                "failed 502 upstream_bad_response",
                steps(
                                META,
                                chunk(
                                        "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"arguments\":\"{}\"}}]}",
                                        "null"),
                                DONE)
                        .getLast());
        assertEquals(
                "failed 502 upstream_truncated",
                steps(META, chunk(call(0, "a", "f"), "null"), chunk(more(0, "{\\\"x"), "null"), DONE)
                        .getLast());
    }

    @Test
    void aMissingEndIsATruncatedAnswerUnlessTheLastChunkSaidItWasTheLast() throws IOException {
        assertEquals(List.of("words Hello", "failed 502 upstream_truncated"), steps(META, text("Hello")));
        assertEquals(List.of("failed 502 upstream_truncated"), steps(META));
        String[] finished = {META, chunk(call(0, "a", "f"), "null"), chunk("{}", "\"tool_calls\""), usage(1, 2)};
        assertEquals("finished TOOL_CALLS", steps(true, finished).getLast());
        assertEquals("failed 502 upstream_truncated", steps(false, finished).getLast());
        assertEquals(
                "failed 502 upstream_truncated",
                steps(META, chunk("{}", "\"stop\""), text("and on")).getLast());
        assertEquals(
                List.of("words cut", "finished LENGTH"), steps(META, text("cut"), chunk("{}", "\"length\""), DONE));
    }

    @Test
    void anEndWithoutAnAnswerIsNone() throws IOException {
        assertEquals(List.of("failed 502 upstream_bad_response"), steps(META, DONE));
        assertEquals(List.of("finished STOP"), steps(META, text(""), DONE));
    }

    @Test
    void whatComesAfterTheEndIsIgnored() throws IOException {
        assertEquals(List.of("words Hello", "finished STOP"), steps(META, text("Hello"), DONE, text("!"), DONE));
        assertEquals(
                List.of("words Hello", "finished STOP"),
                steps(META, text("Hello"), event("done", "done"), event("error", "{}")));
    }

    static Stream<String> unreadable() {
        return Stream.of(
                event("text", "[\"text\"]"),
                event("text", "{\"text\": \"broke"),
                event("text", "{\"text\": 7}"),
                event("text", "{}"),
                event("text", ""),
                event("text", "{\"text\": \"\\x\"}"),
                event("replace_response", "{\"text\": null}"),
                event("suggested_reply", "\"text\""),
                event("file", "{\"url\": 7}"),
                event("json", "[]"),
                event("text", "{\"text\": \"a\"} {}"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void anEventOfTheAnswerThatCannotBeReadIsAFailure(String event) throws IOException {
        assertEquals(
                List.of("words Hello", "failed 502 upstream_bad_response"), steps(META, text("Hello"), event, DONE));
    }

    @Test
    void eventsThatSayNothingOfTheAnswerArePassedOver() throws IOException {
        assertEquals(
                List.of("words Hello", "finished STOP"),
                steps(
                        event("meta", "7"),
                        event("data", "{\"metadata\":\"x\"}"),
                        event("ping", "x"),
                        text("Hel"),
                        event("meta", "{}"),
                        "data: {\"a\":1}\n\n",
                        event("json", "{\"a\":1}"),
                        event("json", "{\"choices\":[7],\"usage\":[]}"),
                        event("text", "{\"index\": 3, \"text\": \"lo\"}"),
                        DONE));
    }

    @Test
    void anErrorWithoutItsNameIsAnErrorToo() throws IOException {
        String error = "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow down\"}}";
        assertEquals(List.of("failed 429 rate_limit_exceeded"), steps(META, "data: " + error + "\n\n", DONE));
        assertEquals(
                List.of("words Hi", "failed 502 rate_limit_exceeded"),
                steps(META, text("Hi"), event("json", error), DONE));
    }

    @Test
    void theBytesForTheCallerAreTheSameHoweverThoseOfPoeAreSplit() throws IOException {
        byte[] stream = (META
                        + text("*Thinking...*\\n\\n> hm\\n\\nHello ![cat]")
                        + text("[abcd1234] grüße 👋🏽")
                        + file("\"abcd1234\"")
                        + chunk(call(0, "a", "f"), "null")
                        + chunk(more(0, "{}"), "null")
                        + chunk("{}", "\"tool_calls\"")
                        + usage(3, 4)
                        + DONE)
                .getBytes(UTF_8);
        byte[] whole = BotWire.toChat(List.of(stream));
        for (int split = 0; split <= stream.length; split++) {
            assertArrayEquals(whole, BotWire.toChat(Bytes.cut(stream, split)), "split at " + split);
        }
        assertArrayEquals(whole, BotWire.toChat(Bytes.singly(stream)));
    }

    private static String call(int index, String id, String name) {
        return "{\"tool_calls\":[{\"index\":" + index + ",\"id\":\"" + id
                + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"arguments\":\"\"}}]}";
    }

    private static String more(int index, String arguments) {
        return "{\"tool_calls\":[{\"index\":" + index + ",\"function\":{\"arguments\":\"" + arguments + "\"}}]}";
    }

    /** Where a text whose escapes are not resolved may be cut. */
    private static List<Integer> boundaries(String raw) {
        List<Integer> cuts = new ArrayList<>();
        int at = 0;
        while (at < raw.length()) {
            cuts.add(at);
            boolean isEscape = raw.charAt(at) == '\\';
            at += !isEscape ? 1 : raw.charAt(at + 1) == 'u' ? 6 : 2;
        }
        cuts.add(at);
        return cuts;
    }
}
