package poegateway.front.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.message.RpcMessage;

/** Headers that say again what stands in a request, so that whoever carries it need not read it; they must say the same. */
final class StandardHeaders {
    static final String VERSION = "mcp-protocol-version";

    private static final String METHOD = "mcp-method";
    private static final String NAME = "mcp-name";
    private static final String ENCODED = "=?base64?";
    private static final String ENCODED_END = "?=";

    /** Where the name stands in the parameters of the methods that have one. */
    private static final Map<String, String> NAMES = Map.of(
            "tools/call", "name",
            "prompts/get", "name",
            "resources/read", "uri",
            "tasks/get", "taskId",
            "tasks/update", "taskId",
            "tasks/cancel", "taskId");

    private StandardHeaders() {}

    /**
     * Compares them.
     *
     * @param version in the message
     * @param header finds a header
     * @throws RpcException where one is missing or says something else
     */
    static void check(RpcMessage.Request request, String version, Function<String, Optional<String>> header) {
        same("MCP-Protocol-Version", version, header.apply(VERSION));
        same("Mcp-Method", request.method(), header.apply(METHOD));
        String member = NAMES.get(request.method());
        if (member != null) {
            JsonNode named = request.params().path(member);
            same("Mcp-Name", named.asText(), header.apply(NAME).map(value -> decoded("Mcp-Name", value)));
        }
    }

    static void same(String header, String expected, Optional<String> given) {
        if (given.isEmpty()) {
            throw mismatch("The header " + header + " is missing.");
        }
        if (!given.get().strip().equals(expected)) {
            throw mismatch("The header " + header + " does not match the message.");
        }
    }

    /** Text that no header may hold stands there in base64, and exactly so. */
    static String decoded(String header, String given) {
        String value = given.strip();
        if (!value.startsWith(ENCODED) || !value.endsWith(ENCODED_END)) {
            return value;
        }
        String base64 =
                value.substring(ENCODED.length(), Math.max(ENCODED.length(), value.length() - ENCODED_END.length()));
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                throw mismatch("The header " + header + " is not valid base64.");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException broken) {
            throw mismatch("The header " + header + " is not valid base64.");
        }
    }

    static RpcException mismatch(String sentence) {
        return new RpcException(RpcError.Kind.HEADER_MISMATCH, sentence);
    }
}
