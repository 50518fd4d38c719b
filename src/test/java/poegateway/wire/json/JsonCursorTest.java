package poegateway.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCursorTest {
    @Test
    void eachValueIsFoundAtItsBytesWhereverTheTextLies() throws JsonFault {
        String json = "{ \"ä\" : \"ö\\\"\" , \"b\":[ 1.5e3,true ] ,\"c\" : { } , \"d\":-0 }";
        for (String before : List.of("", "xx", "a long text that lies before")) {
            byte[] bytes = (before + json + "behind").getBytes(UTF_8);
            int to = bytes.length - 6;
            List<String> found = new ArrayList<>();
            JsonCursor cursor = new JsonCursor(bytes, before.length(), to);
            for (JsonToken token = cursor.next(); token != null; token = cursor.next()) {
                if (token.isScalarValue()) {
                    int start = cursor.start();
                    found.add(new String(bytes, start, cursor.end() - start, UTF_8));
                }
            }
            assertEquals(List.of("\"ö\\\"\"", "1.5e3", "true", "-0"), found);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1e400}|NUMBER|a",
                "{\"a\":[1,{\"b\":-1e999}]}|NUMBER|a[1].b",
                "{\"a\":NaN}|NUMBER|a",
                "{\"a\":-Infinity}|NUMBER|a",
                "{\"a\":1,}|MALFORMED|a",
                "{\"a\":tru|MALFORMED|a",
                "{\"a\"|MALFORMED|a",
                "{\"a\":'b'}|MALFORMED|a",
                "{\"a\":1} x|MALFORMED|''",
                "{\"a\":1}{}|MALFORMED|''",
                "{\"a\":\"\\x\"}|MALFORMED|a",
            })
    void aFaultHasItsKindAndItsPath(String json, JsonFault.Kind kind, String path) {
        JsonFault fault = faultOf(json);
        assertEquals(kind, fault.kind());
        assertEquals(path, fault.path());
        assertTrue(fault.place().startsWith("line 1, column "), fault.place());
    }

    @Test
    void aNumberMayHaveAThousandDigitsButNotMore() throws JsonFault {
        String digits = "0." + "1".repeat(Json.NUMBER_LENGTH_LIMIT - 1);
        walk("[" + digits + "]");
        assertEquals(JsonFault.Kind.NUMBER, faultOf("[" + digits + "1]").kind());
        assertEquals(JsonFault.Kind.NUMBER, faultOf("[" + "9".repeat(400) + "]").kind());
        walk("[" + "9".repeat(300) + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E400", "-1e400", "0.1E+401", "1.0e999", "12E400"})
    void aNumberThatNoDoubleHoldsIsRefusedHoweverShort(String number) {
        JsonFault fault = faultOf("{\"a\":" + number + "}");
        assertEquals(JsonFault.Kind.NUMBER, fault.kind());
        assertEquals("it is too large for a 64-bit float", fault.what());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,}|expected a quoted key, a colon, a value, a comma or '}' here, and no raw control character",
                "[1,]|expected a value, a comma or ']' here, and no raw control character",
                "{\"a\":[}|expected a value, a comma or ']' here, and no raw control character",
                "1 x|expected one JSON value here",
                "{\"a\":|the text ends too early",
                "[NaN]|NaN and Infinity are not JSON",
            })
    void aFaultSaysWhatWasExpected(String json, String what) {
        assertEquals(what, faultOf(json).what());
    }

    @Test
    void aLimitIsNamed() {
        assertEquals("nested deeper than 200 levels", faultOf("[".repeat(201)).what());
        assertEquals(
                "a key has more than 50000 characters",
                faultOf("{\"" + "k".repeat(50_001) + "\":1}").what());
        assertEquals(
                "a number has more than 1000 digits",
                faultOf("[" + "1".repeat(1_001) + "]").what());
        assertEquals(
                "one object holds more than 10000 keys", faultOf(keys(10_001)).what());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[x]|[0]",
                "[1,x]|[1]",
                "[[1],[2,x]]|[1][1]",
                "{\"a\":{\"b\":x}}|a.b",
                "{\"\":{\"b\":x}}|b",
                "{x|''",
            })
    void aPathLeadsToTheFault(String json, String path) {
        assertEquals(path, faultOf(json).path());
    }

    @Test
    void aLongKeyIsQuotedByItsFirst64Characters() {
        assertEquals("k".repeat(64), faultOf("{\"" + "k".repeat(64) + "\":x}").path());
        assertEquals(
                "k".repeat(64) + "…", faultOf("{\"" + "k".repeat(65) + "\":x}").path());
    }

    @Test
    void nestingMayBeAsDeepAsTheLimitButNotDeeper() throws JsonFault {
        int limit = Json.NESTING_LIMIT;
        walk("[".repeat(limit) + "]".repeat(limit));
        JsonFault fault = faultOf("[".repeat(limit + 1) + "]".repeat(limit + 1));
        assertEquals(JsonFault.Kind.TOO_DEEP, fault.kind());
    }

    @Test
    void anObjectMayHoldAsManyKeysAsTheLimitButNotMore() throws JsonFault {
        walk(keys(Json.KEYS_LIMIT));
        assertEquals(
                JsonFault.Kind.TOO_MANY_KEYS, faultOf(keys(Json.KEYS_LIMIT + 1)).kind());
    }

    @Test
    void keysWhoseHashesCollideAreEitherReadOrRefused() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 1 << 16; i++) {
            json.append(i == 0 ? "" : ",").append('"');
            for (int bit = 0; bit < 16; bit++) {
                json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            json.append("\":1");
        }
        assertEquals(
                JsonFault.Kind.TOO_MANY_KEYS,
                faultOf(json.append('}').toString()).kind());
    }

    @Test
    void aKeyLongerThanTheLimitIsRefused() {
        assertEquals(
                JsonFault.Kind.MALFORMED,
                faultOf("{\"" + "k".repeat(Json.NAME_LENGTH_LIMIT + 1) + "\":1}")
                        .kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void otherEncodingsAreNotGuessed(String charset) {
        byte[] bytes = "{\"a\":1}".getBytes(Charset.forName(charset));
        JsonFault fault = assertThrows(JsonFault.class, () -> new JsonCursor(bytes));
        assertEquals(JsonFault.Kind.MALFORMED, fault.kind());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]|false", "{ }|false", "[0]|true", "[[]]|true", "{\"a\":{}}|true", "{\"a\":[{},[]],\"b\":0}|true"
            })
    void skippedContentIsKnownToBeThere(String json, boolean any) throws JsonFault {
        JsonCursor cursor = new JsonCursor(("[" + json + ",7]").getBytes(UTF_8));
        cursor.need();
        cursor.need();
        assertEquals(any, cursor.skipContent());
        assertTrue(cursor.current().isStructEnd());
        assertEquals(JsonToken.VALUE_NUMBER_INT, cursor.need());
    }

    @Test
    void aFaultQuotesNothingOfTheText() {
        JsonFault fault = faultOf("{\"messages\": [{\"content\": secret}]}");
        assertFalse((fault.what() + fault.place() + fault.path()).contains("secret"));
        assertEquals("messages[0].content", fault.path());
    }

    private static String keys(int count) {
        StringBuilder json = new StringBuilder("{\"k0\":0");
        for (int i = 1; i < count; i++) {
            json.append(",\"k").append(i).append("\":0");
        }
        return json.append('}').toString();
    }

    private static JsonFault faultOf(String json) {
        return assertThrows(JsonFault.class, () -> walk(json));
    }

    private static void walk(String json) throws JsonFault {
        JsonCursor cursor = new JsonCursor(json.getBytes(UTF_8));
        cursor.need();
        cursor.skip();
        cursor.finish();
    }

    @Test
    void aStringThatBreaksOffAfterItsQuoteIsNotEmpty() throws JsonFault {
        JsonCursor cursor = new JsonCursor("\"".getBytes(UTF_8));
        cursor.need();
        assertFalse(cursor.isEmptyText());
        assertThrows(JsonFault.class, cursor::next);
    }

    @Test
    void aStringThatBreaksOffIsAFault() throws JsonFault {
        byte[] source = "{\"a\":\"b\\\" , \"c\"}".getBytes(UTF_8);
        for (int to : new int[] {6, 7, 8, 9, 10}) {
            JsonCursor cursor = new JsonCursor(source, 0, to);
            assertEquals(JsonToken.START_OBJECT, cursor.next());
            assertEquals(JsonToken.FIELD_NAME, cursor.next());
            assertEquals(JsonToken.VALUE_STRING, cursor.next());
            assertThrows(JsonFault.class, cursor::slice, () -> "ends at " + to);
        }
    }
}
