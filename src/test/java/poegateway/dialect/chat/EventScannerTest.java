package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventScannerTest {
    private static final int ROUNDS = 50_000;
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
                "{\"choices\":[]}|129",
                "{\"error\":null}|2",
                "{\"choices\":[{\"finish_reason\": \"stop\"}]}|5",
                "{\"choices\":[{\"finish_reason\":null}]}|1",
                "{\"choices\":[{\"finish_reason\":7}]}|5",
                "{\"choices\": [ {}]}|1",
                "{\"choices\":[null]}|129",
                "{\"choices\":null}|129",
                "{\"choices\":{}}|129",
                "{\"content\":\"a\"}|0",
                "{\"content\": null}|0",
                "{\"content\":[]}|128",
                "{\"content\":{}}|128",
                "{\"content\":7}|128",
                "{\"contest\":[]}|0",
                "{\"role\":\"assistant\"}|0",
                "{\"role\":null}|128",
                "{\"rule\":null}|0",
                "{\"function_call\":null}|128",
                "{\"function_cell\":{}}|0",
                "{\"finish_season\":\"stop\"}|0",
                "{\"a\":[{\"tool_calls\":[]}]}|8",
                "{\"reasoning\":\"\"}|16",
                "{\"reasoning_content\":\"\"}|0",
                "{\"usage\":{}}|32",
                "{\"usage\" : null}|64",
                "{\"content\":\"usage\",\"a\":[\"error\"]}|0",
                "{\"content\":\"\\\"usage\\\":{}\"}|0",
            })
    void onlyKeysTell(String json, int flags) {
        assertEquals(flags, scan(json.getBytes(UTF_8)));
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
            assertEquals(expected, scan(bytes) != EventScanner.INVALID, json::toString);
            valid += expected ? 1 : 0;
        }
        assertTrue(valid > ROUNDS / 20, "too few valid samples: " + valid);
    }

    @Test
    void everyCutOfAChunkIsInvalid() {
        byte[] bytes = CHUNK.getBytes(UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            assertEquals(EventScanner.INVALID, new EventScanner().scan(bytes, 0, length));
        }
    }

    @Test
    void nestingOverTheLimitIsInvalid() {
        assertEquals(0, scan(("{\"a\":" + "[".repeat(199) + "]".repeat(199) + "}").getBytes(UTF_8)));
        assertEquals(EventScanner.INVALID, scan(("{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}").getBytes(UTF_8)));
        assertEquals(EventScanner.INVALID, scan("{\"a\":".repeat(1_000_000).getBytes(UTF_8)));
    }

    @Test
    void whatIsNestedTooDeepIsInvalidWhateverFollowsIt() {
        assertEquals(EventScanner.INVALID, scan(("{\"a\":" + "[".repeat(200) + "]".repeat(199) + "}").getBytes(UTF_8)));
        assertEquals(EventScanner.INVALID, scan(("{\"a\":".repeat(200) + "{" + "}".repeat(200)).getBytes(UTF_8)));
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
        assertEquals(EventScanner.INVALID, new EventScanner().scan(bytes, 0, bytes.length - 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "1.", "1e", "1e+", "-0.", "tru", "fals", "nul", "\"", "\"\\", "\"\\u123"})
    void aValueThatTheEndCutsIsInvalidWhateverLiesBehindIt(String value) {
        byte[] bytes = ("{\"a\":" + value + "5e4l\"}").getBytes(UTF_8);
        assertEquals(EventScanner.INVALID, new EventScanner().scan(bytes, 0, bytes.length - 6));
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

    private static int scan(byte[] bytes) {
        return new EventScanner().scan(bytes, 0, bytes.length);
    }
}
