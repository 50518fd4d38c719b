package poegateway.front.mcp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.IntNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.message.RpcMessage;

@Execution(ExecutionMode.CONCURRENT)
final class StandardHeadersTest {
    private static final String VERSION = "2026-07-28";

    @ParameterizedTest
    @CsvSource({
        "ask_poe, ask_poe",
        "ask_poe, ' ask_poe '",
        "ask_poe, =?base64?YXNrX3BvZQ==?=",
        "ü, =?base64?w7w=?=",
        "=?base64?, =?base64?",
        "'', =?base64??="
    })
    void aNameMayStandAsItIsOrInBase64(String name, String header) {
        assertDoesNotThrow(() -> check(name, header));
    }

    @ParameterizedTest
    @CsvSource({
        "ask_poe, ask_po",
        "ask_poe, ASK_POE",
        "ü, =?base64?w7w?=",
        "ask_poe, =?base64?YXNrX3BvZR==?=",
        "ask_poe, =?base64?YXNr X3BvZQ==?=",
        "ask_poe, =?base64?!?=",
        "ü, =?base64?/w==?=",
        "ask_poe, =?BASE64?YXNrX3BvZQ==?="
    })
    void aNameThatSaysSomethingElseIsRefused(String name, String header) {
        RpcException refused = assertThrows(RpcException.class, () -> check(name, header));
        assertEquals(RpcError.Kind.HEADER_MISMATCH, refused.error().kind());
    }

    @Test
    void eachHeaderMustBeThere() {
        for (String missing : new String[] {"mcp-protocol-version", "mcp-method", "mcp-name"}) {
            Map<String, String> headers = headers("x");
            headers.remove(missing);
            assertThrows(RpcException.class, () -> check("x", headers), missing);
        }
    }

    private static void check(String name, String header) {
        check(name, headers(header));
    }

    private static void check(String name, Map<String, String> headers) {
        RpcMessage.Request request = new RpcMessage.Request(
                IntNode.valueOf(1), "tools/call", McpJson.object().put("name", name));
        StandardHeaders.check(request, VERSION, header -> Optional.ofNullable(headers.get(header)));
    }

    private static Map<String, String> headers(String name) {
        return new HashMap<>(Map.of("mcp-protocol-version", VERSION, "mcp-method", "tools/call", "mcp-name", name));
    }
}
