package poegateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.session.ClientProfile;
import poegateway.mcp.session.McpSession;

/**
 * What stands around a request, from itself or from its session.
 *
 * @param version of the protocol
 * @param logLevel from which on the client wants to be told what happens; empty for nothing
 * @param progressToken by which it wants to be told how far the work is
 */
public record RequestEnvelope(
        Era era, String version, ClientProfile client, String logLevel, Optional<JsonNode> progressToken) {
    private static final String PREFIX = "io.modelcontextprotocol/";

    /** Of a request that belongs to a session. */
    static RequestEnvelope of(McpSession session, ObjectNode params) {
        return new RequestEnvelope(
                Era.SESSIONS, session.version(), session.client(), session.logLevel(), progressToken(params));
    }

    /**
     * Of a request that says everything itself.
     *
     * @throws RpcException when it does not, or is of a revision that is not known
     */
    public static RequestEnvelope stateless(ObjectNode params) {
        JsonNode meta = params.path("_meta");
        JsonNode version = meta.path(Era.VERSION);
        JsonNode capabilities = meta.path(PREFIX + "clientCapabilities");
        if (!version.isTextual() || !capabilities.isObject()) {
            throw new RpcException(
                    RpcError.Kind.BAD_ENVELOPE,
                    "'params._meta' must have '" + Era.VERSION + "' and '" + PREFIX
                            + "clientCapabilities' in every request.");
        }
        return new RequestEnvelope(
                Era.STATELESS,
                version.asText(),
                ClientProfile.of(meta.path(PREFIX + "clientInfo"), capabilities),
                meta.path(PREFIX + "logLevel").asText(),
                progressToken(params));
    }

    /**
     * Refuses a revision that nobody here speaks.
     *
     * @throws RpcException when it is one
     */
    public static void checkVersion(String version) {
        if (!Era.STATELESS.knows(version)) {
            throw unknownVersion(version);
        }
    }

    static RpcException unknownVersion(String version) {
        ObjectNode data = McpJson.object();
        Era.STATELESS.versions().forEach(known -> data.withArray("supported").add(known));
        data.put("requested", version);
        return new RpcException(
                RpcError.Kind.UNKNOWN_VERSION, "This revision of the protocol is not supported here.", data);
    }

    private static Optional<JsonNode> progressToken(ObjectNode params) {
        JsonNode token = params.path("_meta").path("progressToken");
        return Optional.of(token).filter(given -> given.isTextual() || given.isIntegralNumber());
    }
}
