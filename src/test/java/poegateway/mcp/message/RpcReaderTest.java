package poegateway.mcp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
final class RpcReaderTest {
    @Test
    void aRequestHasAnIdAndMayHaveParameters() {
        RpcMessage.Request bare = request("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
        assertEquals("ping", bare.method());
        assertEquals(McpJson.object(), bare.params());
        RpcMessage.Request full = request(
                "\uFEFF{\"params\":{\"a\":1},\"method\":\"x\",\"id\":\"ü\",\"jsonrpc\":\"2.0\",\"more\":[]} \n");
        assertEquals("ü", full.id().asText());
        assertEquals(1, full.params().path("a").asInt());
    }

    @Test
    void anIdComesBackAsItWasHoweverLargeItIs() {
        for (String id : new String[] {"0", "-7", "\"\"", "123456789012345678901234567890"}) {
            RpcMessage.Request asked = request("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}");
            assertEquals(id, McpJson.text(asked.id()));
        }
    }

    @Test
    void theOtherMessagesAreTold() {
        assertInstanceOf(RpcMessage.Notification.class, read("{\"jsonrpc\":\"2.0\",\"method\":\"x\"}"));
        assertInstanceOf(RpcMessage.Result.class, read("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}"));
        RpcMessage refusal = read("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":\"no\"}}");
        assertEquals("no", assertInstanceOf(RpcMessage.Refusal.class, refusal).message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "[]",
                "1",
                "null",
                "{}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1e2,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"\\ud800\",\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\",\"params\":null}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1,\"error\":{}}"
            })
    void whatIsNoMessageIsRefused(String text) {
        assertEquals(RpcError.Kind.NO_MESSAGE, refused(bytes(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1}x",
                "{\"a\":1} {\"a\":1}",
                "{\"id\":1,\"id\":2}",
                "{'a':1}",
                "{\"a\":NaN}"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertEquals(RpcError.Kind.NOT_JSON, refused(bytes(text)));
    }

    @Test
    void whatWouldTakeTheReaderApartIsRefused() {
        assertEquals(RpcError.Kind.NOT_JSON, refused(bytes("[".repeat(100_000))));
        assertEquals(RpcError.Kind.NOT_JSON, refused(bytes("{\"id\":" + "9".repeat(100_000) + "}")));
        assertEquals(RpcError.Kind.NOT_JSON, refused(new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'}));
        assertEquals(
                RpcError.Kind.NO_MESSAGE,
                refused(bytes("{\"jsonrpc\":\"2.0\",\"id\":\"" + "x".repeat(1_000) + "\",\"method\":\"ping\"}")));
        assertEquals(
                RpcError.Kind.NO_MESSAGE,
                refused(bytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + "x".repeat(1_000) + "\"}")));
    }

    private static RpcMessage.Request request(String text) {
        return assertInstanceOf(RpcMessage.Request.class, read(text));
    }

    private static RpcMessage read(String text) {
        return RpcReader.read(bytes(text));
    }

    private static RpcError.Kind refused(byte[] body) {
        return assertThrows(RpcException.class, () -> RpcReader.read(body))
                .error()
                .kind();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
