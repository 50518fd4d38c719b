package poegateway.dialect.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.ClientFailure.InvalidRequest;
import poegateway.core.failure.FailureException;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

class JsonRequestTest {
    @Test
    void aBodyIsReadByItsWalk() {
        assertEquals(
                List.of("a", "b"), JsonRequest.read(" {\"a\":[1],\"b\":{}} ".getBytes(UTF_8), JsonRequestTest::names));
    }

    @Test
    void halfASurrogatePairInANameIsNoFault() {
        byte[] body = "{\"\\ud83d\":1,\"a\":2}".getBytes(UTF_8);
        assertEquals("a", JsonRequest.read(body, JsonRequestTest::names).getLast());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "''|invalid_json|-|The body is empty. Send one JSON object, such as {\"model\": …}.",
                "[]|invalid_json|-|The body must be one JSON object, such as {\"model\": …}.",
                "{\"a\":1,}|invalid_json|-|The body is not valid JSON at line 1, column 8 (byte 7): expected a "
                        + "quoted key, a colon, "
                        + "a value, a comma or '}' here, and no raw control character.",
                "{}{}|invalid_json|-|The body is not valid JSON at line 1, column 3 (byte 2): expected the end of "
                        + "the text after "
                        + "the first value.",
                "{\"\\ud83d\":1|invalid_json|-|The body is not valid JSON at line 1, column 12 (byte 11): the text "
                        + "ends too "
                        + "early.",
                "{\"a\":[1e999]}|invalid_number|a[0]|The body has a number that cannot be used at line 1, column 7 "
                        + "(byte 6): it is too large for a 64-bit float.",
                "{\"a\":1,\"a\":2}|duplicate_key|a|The key 'a' appears twice in one object, the second time at line "
                        + "1, column 8 "
                        + "(byte 7). Send it once.",
            })
    void whatIsWrongWithABodyIsSaidInPlainWords(String body, String code, @Nullable String param, String message) {
        assertRefused(body.getBytes(UTF_8), code, param, message);
    }

    @Test
    void bytesThatAreNoUtf8AreRefusedFirst() {
        assertRefused(
                "\u00e4".getBytes(ISO_8859_1),
                "invalid_utf8",
                null,
                "The body is not valid UTF-8, from byte 0 on. Send it as UTF-8.");
        assertRefused(
                "{\"a\":\u00c0}".getBytes(ISO_8859_1),
                "invalid_utf8",
                null,
                "The body is not valid UTF-8, from byte 5 on. Send it as UTF-8.");
        assertRefused(
                "\uFEFF{}".getBytes(UTF_8),
                "invalid_json",
                null,
                "The body begins with a byte order mark at byte 0. Send the JSON without it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r\n\t "})
    void whiteSpaceAloneIsAnEmptyBody(String blank) {
        assertRefused(
                blank.getBytes(UTF_8),
                "invalid_json",
                null,
                "The body is empty. Send one JSON object, such as {\"model\": …}.");
    }

    @Test
    void limitsAreNamed() {
        assertRefused(
                ("{\"a\":" + "[".repeat(200)).getBytes(UTF_8),
                "json_too_deep",
                null,
                "The body is nested deeper than 200 levels at line 1, column 206 (byte 205). Send flatter JSON.");
        String keys = "{\"k\":0" + ",\"k\":0".repeat(10_000) + "}";
        assertRefused(
                ("{\"a\":" + keys + "}").getBytes(UTF_8),
                "too_many_keys",
                null,
                "The body holds an object with more than 10000 keys at line 1, column 60007 (byte 60006). Send fewer.");
        assertRefused(
                "NaN".getBytes(UTF_8),
                "invalid_number",
                null,
                "The body has a number that cannot be used at line 1, column 4 (byte 3): NaN and Infinity are not "
                        + "JSON.");
    }

    @Test
    void aMemberIsRefusedByItsName() {
        assertEquals(
                new InvalidRequest("missing_required_parameter", "The required parameter 'a' is missing.", "a"),
                JsonRequest.missing("a").failure());
        assertEquals(
                new InvalidRequest("invalid_value", "'a' must be true or false.", "a"),
                JsonRequest.wrong("a", "true or false").failure());
        assertEquals(
                new InvalidRequest("a_code", "Words.", null),
                JsonRequest.refusal("a_code", "Words.", null).failure());
    }

    private static void assertRefused(byte[] body, String code, @Nullable String param, String message) {
        FailureException thrown =
                assertThrows(FailureException.class, () -> JsonRequest.read(body, JsonRequestTest::names));
        InvalidRequest refused = assertInstanceOf(InvalidRequest.class, thrown.failure());
        assertEquals(message, refused.message());
        assertEquals(code, refused.code());
        assertEquals(param, refused.param());
    }

    private static Supplier<List<String>> names(JsonCursor cursor) throws JsonFault {
        List<String> names = new ArrayList<>();
        ObjectReader walk = ObjectReader.withoutDuplicates(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            names.add(name);
        }
        return () -> names;
    }
}
