package poegateway.wire.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class JsonKeyScannerTest {
    private static final int ROUNDS = 50_000;
    private static final int PLACE = 128;
    private static final JsonKeyTable TABLE = JsonKeyTable.of(
                    JsonKeyTable.Key.of("plain", 1),
                    JsonKeyTable.Key.of("kinds", 16).whenNull(2).whenString(4).whenObjects(8),
                    JsonKeyTable.Key.of("top", 32).atTopOnly(),
                    JsonKeyTable.Key.of("place", 0).whenNull(PLACE))
            .whenEscaped(64)
            .locating(PLACE);
    private static final String CHUNK =
            "{\"id\":\"c\\u00e4\\n\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},"
                    + "\"finish_reason\":null}],\"n\":[-1.5e+3,0,[],{}],\"t\":true,\"f\":false}";
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|0",
                "{\"plain\":[]}|1",
                "{\"plain\":null,\"other\":\"plain\"}|1",
                "{\"a\":[{\"plain\":0}]}|1",
                "{\"Plain\":0,\"plane\":0,\"plai\":0,\"plains\":0,\"\":0}|0",
                "{\"kinds\":null}|2",
                "{\"kinds\" : \"null\"}|4",
                "{\"kinds\":[ {}]}|8",
                "{\"kinds\": [[{}]]}|16",
                "{\"kinds\":[]}|16",
                "{\"kinds\":{}}|16",
                "{\"kinds\":-1}|16",
                "{\"kinds\":true}|16",
                "{\"kinds\":null,\"plain\":{\"kinds\":\"\"}}|7",
                "{\"top\":0}|32",
                "{\"a\":{\"top\":0}}|0",
                "{\"a\":{},\"top\":[1]}|32",
                "{\"a\":[{}],\"top\":[1]}|32",
                "{\"pl\\u0061in\":0}|64",
                "{\"a\":\"\\\"plain\\\":\"}|0",
            })
    void keysTellByTheirValueAndTheirPlace(String json, int flags) {
        assertEquals(flags, scan(json.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1 , \"place\" : null }|7|23",
                "{\"a\":1,\"place\":null}|6|19",
                "{\"a\":1,\"place\":null,\"b\":{\"c\":2}}|6|19",
                "{\"place\":null}|-1|",
                "{\"a\":1,\"place\":7}|-1|",
                "{\"a\":1,\"plane\":null}|-1|",
                "{\"a\":1,\"b\":{\"c\":1,\"place\":null}}|-1|",
                "{\"a\":1,\"place\":null,\"b\":[{\"c\":1,\"place\":null}]}|-1|",
                "{\"a\":[1,2],\"place\":null}|10|23",
            })
    void theMemberToLocateIsFoundAtTheTopFromItsCommaToItsEnd(String json, int from, @Nullable Integer to) {
        JsonKeyScanner scanner = new JsonKeyScanner(TABLE);
        byte[] bytes = json.getBytes(UTF_8);
        scanner.scan("{\"a\":1,\"place\":null}".getBytes(UTF_8), 0, 20);
        scanner.scan(bytes, 0, bytes.length);
        assertEquals(from, scanner.locatedFrom());
        if (to != null) {
            assertEquals(to, scanner.locatedTo());
        }
    }

    @Test
    void withoutAMemberToLocateNoneIs() {
        JsonKeyScanner scanner = new JsonKeyScanner(JsonKeyTable.of(JsonKeyTable.Key.of("place", 1)));
        assertEquals(1, scanner.scan("{\"a\":1,\"place\":null}".getBytes(UTF_8), 0, 20));
        assertEquals(-1, scanner.locatedFrom());
    }

    @Test
    void aTextLiesAnywhereInItsArray() {
        byte[] bytes = "\"plain\":{\"a\":0,\"place\":null},\"plain\":1}".getBytes(UTF_8);
        JsonKeyScanner scanner = new JsonKeyScanner(TABLE);
        assertEquals(PLACE, scanner.scan(bytes, 8, 28));
        assertEquals(14, scanner.locatedFrom());
        assertEquals(27, scanner.locatedTo());
        assertEquals(JsonKeyScanner.INVALID, scanner.scan(bytes, 8, 29));
        assertEquals(JsonKeyScanner.INVALID, scanner.scan(bytes, 8, 27));
        assertEquals(JsonKeyScanner.INVALID, scanner.scan(bytes, 7, 28));
    }

    @Test
    void whatIsWrongIsSaid() {
        assertEquals("is not JSON", fault("{]".getBytes(UTF_8)));
        assertEquals("is not JSON", fault("[]".getBytes(UTF_8)));
        assertEquals("is not UTF-8", fault("\u00e4{}".getBytes(ISO_8859_1)));
        assertEquals("is not UTF-8", fault("{\"\u00e4\":0}".getBytes(ISO_8859_1)));
        assertEquals(
                "is nested deeper than 200 levels", fault("{\"a\":".repeat(201).getBytes(UTF_8)));
    }

    @Test
    void whiteSpaceMayStandBetweenAllTokensAndNothingElse() {
        String spaced = " { \"a\" : [ 1 , { } , [ ] , \"\" ] , \"plain\" : true } ";
        for (String blank : new String[] {" ", "\t", "\n", "\r", "\r\n\t "}) {
            assertEquals(1, scan(spaced.replace(" ", blank).getBytes(UTF_8)));
        }
        for (char other : new char[] {0x0B, 0x0C, 0x1F, 0x7F, 'x', 0x00}) {
            for (int at = spaced.indexOf(' '); at >= 0; at = spaced.indexOf(' ', at + 1)) {
                byte[] bytes = spaced.getBytes(UTF_8);
                bytes[at] = (byte) other;
                assertEquals(JsonKeyScanner.INVALID, scan(bytes), other + " at " + at);
            }
        }
    }

    @Test
    void whatIsSpoiltAtRandomIsJudgedAsTheParserJudgesIt() {
        Random random = new Random(4);
        String alphabet = "{}[]\",:\\0123456789.eE+-truefalsn \t\u0001u";
        int valid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder json = new StringBuilder(CHUNK);
            for (int i = random.nextInt(3); i >= 0; i--) {
                spoil(json, random, alphabet);
            }
            byte[] bytes = json.toString().getBytes(ISO_8859_1);
            boolean expected = isObject(bytes);
            assertEquals(expected, scan(bytes) != JsonKeyScanner.INVALID, json::toString);
            valid += expected ? 1 : 0;
        }
        assertTrue(valid > ROUNDS / 20, "too few valid samples: " + valid);
    }

    @Test
    void everyCutOfAChunkIsInvalid() {
        byte[] bytes = CHUNK.getBytes(UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            assertEquals(JsonKeyScanner.INVALID, new JsonKeyScanner(TABLE).scan(bytes, 0, length));
            assertEquals(JsonKeyScanner.INVALID, scan(Arrays.copyOf(bytes, length)));
        }
    }

    @Test
    void nestingOverTheLimitIsInvalid() {
        assertEquals(0, scan(("{\"a\":" + "[".repeat(199) + "]".repeat(199) + "}").getBytes(UTF_8)));
        assertEquals(
                JsonKeyScanner.INVALID, scan(("{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}").getBytes(UTF_8)));
        assertEquals(JsonKeyScanner.INVALID, scan("{\"a\":".repeat(1_000_000).getBytes(UTF_8)));
    }

    @Test
    void whatIsNestedTooDeepIsInvalidWhateverFollowsIt() {
        assertEquals(
                JsonKeyScanner.INVALID, scan(("{\"a\":" + "[".repeat(200) + "]".repeat(199) + "}").getBytes(UTF_8)));
        assertEquals(JsonKeyScanner.INVALID, scan(("{\"a\":".repeat(200) + "{" + "}".repeat(200)).getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\"}",
                "{\"a\",\"b\":1}",
                "{\"a\":1,}",
                "{\"a\":[1,]}",
                "{\"a\":[",
                "{\"a\":-}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":1e+}",
                "{\"a\":01}",
                "{\"a\":tru}",
                "{\"a\":nulL}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"choices\":[",
                "{\"choices\":",
                "{\"a\":1}}",
                "{\"a\":1}{}",
                "{\"a\":\"\u0001\"}"
            })
    void whatEndsTooSoonOrIsNoJsonIsInvalidAndNothingBehindItIsRead(String json) {
        byte[] bytes = (json + "234\"}]}").getBytes(UTF_8);
        assertEquals(JsonKeyScanner.INVALID, new JsonKeyScanner(TABLE).scan(bytes, 0, bytes.length - 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "1.", "1e", "1e+", "-0.", "tru", "fals", "nul", "\"", "\"\\", "\"\\u123"})
    void aValueThatTheEndCutsIsInvalidWhateverLiesBehindIt(String value) {
        byte[] bytes = ("{\"a\":" + value + "5e4l\"}").getBytes(UTF_8);
        assertEquals(JsonKeyScanner.INVALID, new JsonKeyScanner(TABLE).scan(bytes, 0, bytes.length - 6));
    }

    private static void spoil(StringBuilder json, Random random, String alphabet) {
        int at = random.nextInt(json.length());
        char character = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(3)) {
            case 0 -> json.setCharAt(at, character);
            case 1 -> json.insert(at, character);
            default -> json.deleteCharAt(at);
        }
    }

    private static boolean isObject(byte[] bytes) {
        try {
            JsonNode tree = MAPPER.readTree(bytes);
            return tree != null && tree.isObject();
        } catch (IOException e) {
            return false;
        }
    }

    private static String fault(byte[] bytes) {
        JsonKeyScanner scanner = new JsonKeyScanner(TABLE);
        assertEquals(JsonKeyScanner.INVALID, scanner.scan(bytes, 0, bytes.length));
        return scanner.fault();
    }

    private static int scan(byte[] bytes) {
        return new JsonKeyScanner(TABLE).scan(bytes, 0, bytes.length);
    }
}
