package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.wire.json.JsonKeyScanner;

class ChunkKeysTest {
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
                "{\"delta\":{\"choices\":null}}|0",
                "{\"c\\u006fntent\":\"a\"}|128",
                "{\"content\":\"usage\",\"a\":[\"error\"]}|0",
                "{\"content\":\"\\\"usage\\\":{}\"}|0",
            })
    void onlyKeysTell(String json, int flags) {
        assertEquals(flags, scan(json.getBytes(UTF_8)));
    }

    @Test
    void aUsageThatIsNullIsLocated() {
        byte[] bytes = "{\"choices\":[],\"usage\":null}".getBytes(UTF_8);
        JsonKeyScanner scanner = new JsonKeyScanner(ChunkKeys.TABLE);
        scanner.scan(bytes, 0, bytes.length);
        assertEquals(13, scanner.locatedFrom());
        assertEquals(26, scanner.locatedTo());
    }

    private static int scan(byte[] bytes) {
        return new JsonKeyScanner(ChunkKeys.TABLE).scan(bytes, 0, bytes.length);
    }
}
