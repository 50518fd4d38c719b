package poegateway.wire.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.wire.SseWriter;
import poegateway.wire.WordScanner;

class JsonTextTest {
    private static final int ROUNDS = 5_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void aQuotedTextIsReadAsTheSameText() throws IOException {
        long seed = 42;
        Random random = new Random(seed);
        char[] characters = {
            'a', '"', '\\', '/', '\n', '\u0000', '\u001f', ' ', 'ä', '\ud83d', '\ude00', '\udbff', '\udc00'
        };
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(6); i > 0; i--) {
                text.append(characters[random.nextInt(characters.length)]);
            }
            String quoted = Json.quoted(text.toString());
            byte[] bytes = quoted.getBytes(UTF_8);
            assertEquals(text.toString(), MAPPER.readValue(bytes, String.class), () -> "seed " + seed + ": " + quoted);
        }
        assertEquals("\" !ä😀\"", Json.quoted(" !ä😀"));
        assertEquals("\"\\u001f\"", Json.quoted("\u001f"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"\\ud800\":1}|{\"\\ue000\":1}",
                "{\"\\uDBFF\" : 1}|{\"\\ue3FF\" : 1}",
                "{\"\\udC00\":1}|{\"\\ue400\":1}",
                "{\"\\uDfFf\":1}|{\"\\ue7Ff\":1}",
                "{\"a\\ud83d\\ud83d\\ude00\":1}|{\"a\\ue03d\\ud83d\\ude00\":1}",
                "{\"\\ud83d\\ude00\\ude00\":1}|{\"\\ud83d\\ude00\\ue600\":1}",
                "{\"\\\\\\ud800\":1}|{\"\\\\\\ue000\":1}",
                "{\"a\":\"\\ud800\",\"\\ud801\":2}|{\"a\":\"\\ud800\",\"\\ue001\":2}",
            })
    void halfAPairInANameIsMovedAndKeepsItsLength(String json, String masked) {
        byte[] bytes = json.getBytes(UTF_8);
        byte[] copy = LoneSurrogates.masked(bytes, 0, bytes.length);
        assertEquals(masked, new String(copy, UTF_8));
        assertEquals(json, new String(bytes, UTF_8));
        byte[] inside = ("\"\\ud800\":" + json + "\"\\ud800\":").getBytes(UTF_8);
        byte[] part = LoneSurrogates.masked(inside, 9, 9 + bytes.length);
        assertNotSame(inside, part);
        assertEquals("\"\\ud800\":" + masked + "\"\\ud800\":", new String(part, UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\ud800\"}",
                "{\"\\ud83d\\ude00\":1}",
                "{\"\\\\ud800\":1}",
                "{\"\\ud7ff\":1,\"\\ue000\":2}",
                "{\"\\ud8",
                "{\"\\ud800",
                "{\"\\ud800\"",
                "{\"\\ud800\" ",
                "{\"\\ud80g\":1}",
                "{\"\\",
                "[\"\\ud800\",\"a\"]",
                "",
            })
    void whatHoldsNoneIsNotCopied(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        assertSame(bytes, LoneSurrogates.masked(bytes, 0, bytes.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1E400", "-1e400", "-1E400", "1.5E+309", "1e309"})
    void aNumberThatNoDoubleHoldsIsAFault(String number) {
        JsonFault fault = assertThrows(JsonFault.class, () -> walk("[" + number + "]"));
        assertEquals(JsonFault.Kind.NUMBER, fault.kind());
        assertTrue(fault.what().contains("too large"), fault.what());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e308", "1E308", "-1.7e308", "0.1", "1e-400"})
    void aNumberThatADoubleHoldsIsRead(String number) throws JsonFault {
        walk("[" + number + "]");
    }

    @Test
    void bytesAtEveryPlaceOfAWordAreFound() {
        for (int length = 0; length < 20; length++) {
            for (int at = 0; at < length; at++) {
                for (int from = 0; from <= at; from++) {
                    for (char found : new char[] {'"', '\\', '\n', '\u0000', '\u001f'}) {
                        byte[] bytes = filled(length, at, found);
                        assertEquals(at, WordScanner.endOfPlainText(bytes, from, length));
                    }
                    for (char found : new char[] {'\n', '\r', '\u0000', '\u001f'}) {
                        assertEquals(at, WordScanner.firstControl(filled(length, at, found), from, length));
                    }
                    for (char found : new char[] {'\u0080', '\u00ff'}) {
                        assertEquals(at, WordScanner.firstNonAscii(filled(length, at, found), from, length));
                    }
                }
            }
            for (char plain : new char[] {' ', '!', '#', '[', ']', '~', '\u007f', '\u0080', '\u00ff'}) {
                byte[] bytes = filled(length, Math.max(0, length - 1), plain);
                assertEquals(length, WordScanner.endOfPlainText(bytes, 0, length));
                assertEquals(length, WordScanner.firstControl(bytes, 0, length));
                assertEquals(
                        plain < 128 || length == 0 ? length : length - 1, WordScanner.firstNonAscii(bytes, 0, length));
            }
        }
    }

    @Test
    void eventsHaveOneForm() {
        assertEquals("data: ä\n\n", new String(SseWriter.frame("ä"), UTF_8));
    }

    @Test
    void editsMoveWithTheirText() {
        byte[] source = "0123456789".getBytes(UTF_8);
        JsonEdits edits = JsonEdits.builder()
                .remove(5, 6, "a")
                .insert(7, "-".getBytes(UTF_8), "b")
                .build();
        assertEquals("34678".replace("7", "-7"), new String(edits.apply(source, 3, 9), UTF_8));
        assertEquals("346-78", new String(edits.moved(-3).apply("345678".getBytes(UTF_8)), UTF_8));
        assertEquals(
                "46-78",
                new String(
                        edits.moved(-3).toBuilder().remove(0, 1, "c").build().apply("345678".getBytes(UTF_8)), UTF_8));
        assertSame(JsonEdits.NONE, JsonEdits.NONE.moved(4));
        assertFalse(edits.isEmpty());
    }

    private static byte[] filled(int length, int at, char found) {
        byte[] bytes = "a".repeat(length).getBytes(ISO_8859_1);
        if (length > 0) {
            bytes[at] = (byte) found;
        }
        return bytes;
    }

    private static void walk(String json) throws JsonFault {
        JsonCursor cursor = new JsonCursor(json.getBytes(UTF_8));
        cursor.need();
        cursor.skip();
        cursor.finish();
    }
}
