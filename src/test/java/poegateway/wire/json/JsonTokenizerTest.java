package poegateway.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import poegateway.wire.Utf8;

/**
 * Every text is read by Jackson too: the tokens must be the same, up to the same fault. A key without its colon is one for Jackson
 * at the key, and here at what stands in the place of the colon.
 */
final class JsonTokenizerTest {
    private static final String FAULT = "fault";
    private static final int MUTANTS_OF_EACH = 500;

    /** What a text may be spoilt with: what means something in JSON, and bytes that are no UTF-8. */
    private static final byte[] SPOILERS = "{}[]:,\"\\'/ \t\n\r0123456789-+.eEtrufalsn\u0001\u007fux$_".getBytes(UTF_8);

    private static final byte[] FOREIGN = {(byte) 0x80, (byte) 0xC3, (byte) 0xE2, (byte) 0xF0, (byte) 0xFF, (byte) 0xBF
    };

    private static final List<String> ODD = List.of(
            "",
            " ",
            "{",
            "[",
            "\"",
            "\"\\",
            "\"\\u12",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,",
            "[1,",
            "[1 2]",
            "{,}",
            "[,]",
            "[1,]",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "{1:2}",
            "]",
            "}",
            "[}",
            "{]",
            "01",
            "-",
            "-01",
            "1.",
            ".5",
            "1e",
            "1e+",
            "+1",
            "-a",
            "0x1",
            "1a",
            "1\"a\"",
            "1[",
            "truee",
            "true1",
            "true ",
            "tru",
            "nul",
            "nullnull",
            "true\"x\"",
            "[true[]]",
            "\"a\"\"b\"",
            "{}{}",
            "\"\u0000\"",
            "\"\n\"",
            "\"\\a\"",
            "\"\\u12g4\"",
            "[\"a\"b]",
            "NaN",
            "-Infinity",
            "[1}",
            "\u00a0",
            "/**/1",
            "#",
            "'a'",
            "{\"a\"::1}",
            "{\"a\":1:2}",
            "[1,,2]",
            "true",
            "true0",
            "false/",
            "null\u0000",
            "truec",
            "\"\\uaAfF\"",
            "\"\\u00g0\"",
            "\"\\u00G0\"",
            "\"\\u00@0\"",
            "\"\\u00`0\"",
            "\"ä\"",
            "\"\u20ac\"\"x",
            "\ufeff\ufeff1");

    private static final List<String> TEXTS = List.of(
            "{\"a\":[1,2.5,-0,1e5,1E-7,0.1e+2,true,false,null],\"b\":{\"c\":{}},\"\":\"\"}",
            "[\"\",\"plain\",\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00\",\"ä€😀\",[],[[]],{}]",
            " { \"name\" : \"value\" , \"list\" : [ 1 , { \"x\" : -12.50 } ] } ",
            "\ufeff{\"a\":\"a longer text, so that eight bytes at a time are looked at\",\"ä\\n€\":[true]}",
            "1 2 \"three\" true null{}[]-4.5e6");

    @Test
    void oddTextsAreReadAsJacksonReadsThem() {
        for (String text : ODD) {
            assertReadAlike(text.getBytes(UTF_8));
        }
    }

    @Test
    void spoiltTextsAreReadAsJacksonReadsThem() {
        Random random = new Random(7);
        for (String text : TEXTS) {
            assertReadAlike(text.getBytes(UTF_8));
            for (int i = 0; i < MUTANTS_OF_EACH; i++) {
                assertReadAlike(spoilt(text.getBytes(UTF_8), random));
            }
        }
    }

    @Test
    void limitsAreJacksons() {
        assertReadAlike(("[" + "9".repeat(1_000) + ",0." + "1".repeat(999) + "]").getBytes(UTF_8));
        assertReadAlike("9".repeat(1_001).getBytes(UTF_8));
        assertReadAlike(("1." + "1".repeat(500) + "e" + "1".repeat(500)).getBytes(UTF_8));
        assertReadAlike("[".repeat(200).getBytes(UTF_8));
        assertReadAlike("[".repeat(201).getBytes(UTF_8));
        assertReadAlike(("{\"" + "k".repeat(50_000) + "\":1}").getBytes(UTF_8));
        assertReadAlike(("{\"" + "k".repeat(50_001) + "\":1}").getBytes(UTF_8));
        assertReadAlike(("{\"" + "\\u0041".repeat(9_000) + "\":1}").getBytes(UTF_8));
        assertReadAlike(("{\"" + "\\n".repeat(25_001) + "\":1}").getBytes(UTF_8));
        assertReadAlike(("{\"" + "\\u0041".repeat(50_001) + "\":1}").getBytes(UTF_8));
    }

    /** Jackson counts bytes where there is no escape. */
    @Test
    void theLengthOfANameIsThatOfItsCharacters() throws JsonFault {
        for (String character : List.of("k", "\\u0041", "\\n", "ä", "€", "\ud83d\ude00")) {
            JsonTokenizer longest = tokenizer("{\"" + character.repeat(Json.NAME_LENGTH_LIMIT) + "\":1}");
            assertEquals(JsonToken.START_OBJECT, longest.next());
            assertEquals(JsonToken.FIELD_NAME, longest.next());
            JsonTokenizer longer = tokenizer("{\"" + character.repeat(Json.NAME_LENGTH_LIMIT + 1) + "\":1}");
            assertEquals(JsonToken.START_OBJECT, longer.next());
            assertEquals(
                    "a key has more than 50000 characters",
                    assertThrows(JsonFault.class, longer::next).what());
        }
    }

    private static JsonTokenizer tokenizer(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new JsonTokenizer(bytes, 0, bytes.length);
    }

    @Test
    void aFaultThatJacksonDoesNotSeeIsAFaultAllTheSame() {
        assertEquals(
                JsonFault.Kind.MALFORMED,
                new JsonReplay("{}".getBytes(UTF_8), 0, 2).fault().kind());
    }

    /** Others may push a name out, but not each time. */
    @Test
    void aNameIsMadeOnceUnlessItIsLong() {
        byte[] twice = ("--" + "n".repeat(40) + "-" + "n".repeat(40) + "+").getBytes(UTF_8);
        assertTrue(IntStream.range(0, 20).anyMatch(i -> same(JsonNames.of(twice, 2, 42), JsonNames.of(twice, 43, 83))));
        assertFalse(same(JsonNames.of(twice, 1, 42), JsonNames.of(twice, 42, 83)));
        assertEquals("n".repeat(40) + "+", JsonNames.of(twice, 43, 84));
    }

    @SuppressWarnings("ReferenceEquality") // that is what is asked
    private static boolean same(String one, String other) {
        return one == other;
    }

    @Test
    void textsOfSixteenBitsAreToldWhatToSend() {
        byte[] text = "xx{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
        JsonFault fault = assertThrows(JsonFault.class, () -> new JsonCursor(text, 4, text.length));
        assertEquals("found a zero byte: send UTF-8", fault.what());
        assertEquals("byte 1", fault.place());
    }

    @Test
    void namesAreTheSameWhetherTheyWereSeenBeforeOrNot() throws JsonFault {
        for (String name :
                List.of("model", "modem", "Aa", "BB", "", "ä", "a\\u0062", "n".repeat(41), "AaAa", "BBBB", "AaBB")) {
            for (int i = 0; i < 2; i++) {
                JsonCursor cursor = new JsonCursor(("{\"" + name + "\":1}").getBytes(UTF_8));
                cursor.need();
                cursor.need();
                assertEquals(name.replace("\\u0062", "b"), cursor.name());
            }
        }
    }

    private static byte[] spoilt(byte[] text, Random random) {
        byte[] spoilt = text;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(spoilt.length + 1);
            byte[] from = random.nextInt(12) == 0 ? FOREIGN : SPOILERS;
            byte with = from[random.nextInt(from.length)];
            spoilt = switch (random.nextInt(4)) {
                case 0 -> joined(spoilt, at, new byte[] {with}, at);
                case 1 -> joined(spoilt, at, new byte[] {with}, Math.min(at + 1, spoilt.length));
                case 2 -> joined(spoilt, at, new byte[0], Math.min(at + 1, spoilt.length));
                default -> Arrays.copyOf(spoilt, at);
            };
        }
        return spoilt;
    }

    private static byte[] joined(byte[] text, int to, byte[] middle, int from) {
        byte[] joined = Arrays.copyOf(text, to + middle.length + text.length - from);
        System.arraycopy(middle, 0, joined, to, middle.length);
        System.arraycopy(text, from, joined, to + middle.length, text.length - from);
        return joined;
    }

    private static void assertReadAlike(byte[] text) {
        boolean markAlone = text.length == Utf8.BYTE_ORDER_MARK_BYTES && Utf8.beginsWithMark(text);
        assertEquals(markAlone ? List.of() : jacksons(text), ours(text), () -> new String(text, UTF_8));
    }

    private static List<String> ours(byte[] text) {
        byte[] among =
                joined("xx\"".getBytes(UTF_8), 3, joined(text, text.length, "\"1".getBytes(UTF_8), text.length), 3);
        List<String> read = new ArrayList<>();
        JsonTokenizer tokens = new JsonTokenizer(among, 3, 3 + text.length);
        try {
            for (JsonToken token = tokens.next(); token != null; token = tokens.next()) {
                read.add(token + " " + (tokens.start() - 3) + " " + (tokens.end() - 3));
            }
        } catch (JsonFault fault) {
            if (!read.isEmpty() && read.getLast().startsWith("FIELD_NAME")) {
                read.removeLast();
            }
            read.add(FAULT);
        }
        return read;
    }

    private static List<String> jacksons(byte[] text) {
        List<String> read = new ArrayList<>();
        try (JsonParser parser = Json.parser(LoneSurrogates.masked(text, 0, text.length), 0, text.length)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                parser.finishToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                int end = token == JsonToken.FIELD_NAME
                        ? Json.endOfString(text, start)
                        : endWithoutBlanks(text, (int) parser.currentLocation().getByteOffset());
                read.add(token + " " + start + " " + end);
            }
        } catch (JacksonException e) {
            if (!read.isEmpty() && read.getLast().startsWith("FIELD_NAME")) {
                read.removeLast();
            }
            read.add(FAULT);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return read;
    }

    /** Jackson takes the blank behind a number outside of any structure. */
    private static int endWithoutBlanks(byte[] text, int end) {
        return Json.isBlank(text[end - 1]) ? endWithoutBlanks(text, end - 1) : end;
    }

    @Test
    void aStringIsLookedAtWhenItsEndIsAskedFor() throws JsonFault {
        JsonTokenizer tokens = new JsonTokenizer("\"a".getBytes(UTF_8), 0, 2);
        assertEquals(JsonToken.VALUE_STRING, tokens.next());
        assertThrows(JsonFault.class, tokens::end);
        assertThrows(JsonFault.class, tokens::next);
    }
}
