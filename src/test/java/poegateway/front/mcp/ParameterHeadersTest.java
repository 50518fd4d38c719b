package poegateway.front.mcp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;

/** Headers beside arguments whose schema wants them. */
class ParameterHeadersTest {
    private static final String TOOL = "{\"name\":\"t\",\"inputSchema\":{\"type\":\"object\",\"properties\":"
            + "{\"a\":{\"x-mcp-header\":\"A\"},\"b\":{\"type\":\"string\"}}}}";

    private static void check(String argument, Map<String, String> headers) {
        ParameterHeaders.check(
                McpJson.object(TOOL),
                McpJson.object("{\"b\":\"x\"" + (argument.isEmpty() ? "" : ",\"a\":" + argument) + "}"),
                name -> Optional.ofNullable(headers.get(name)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"here\"'|here",
                "'\"Hello\"'|=?base64?SGVsbG8=?=",
                "'\"=?base64?SGVsbG8=\"'|=?base64?SGVsbG8=",
                "42|42.0",
                "4.2e1|42",
                "true|true"
            })
    void theSameIsTheSame(String argument, String header) {
        assertDoesNotThrow(() -> check(argument, Map.of("Mcp-Param-A", header)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"here\"'|there",
                "'\"Hello\"'|=?base64?SGVsbG8?=",
                "'\"Hello\"'|=?base64?SGVs!!!bG8=?=",
                "42|43",
                "42|x",
                "true|false",
                "null|here",
                "''|here"
            })
    void allElseIsRefused(String argument, String header) {
        RpcException refused = assertThrows(RpcException.class, () -> check(argument, Map.of("Mcp-Param-A", header)));
        assertEquals(RpcError.Kind.HEADER_MISMATCH, refused.error().kind());
    }

    @Test
    void anArgumentWithoutItsHeaderIsRefused() {
        assertThrows(RpcException.class, () -> check("1", Map.of()));
        assertDoesNotThrow(() -> check("", Map.of()));
        assertDoesNotThrow(() -> check("null", Map.of()));
    }
}
