package poegateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.session.ClientProfile;
import poegateway.mcp.session.McpSession;
import poegateway.mcp.session.McpSessions;

/** Methods of the era with sessions. */
final class SessionMethods {
    private final ServerFeatures features;
    private final McpSessions sessions;
    private final FeatureMethods offered;
    private final SessionStreams streams;

    SessionMethods(ServerFeatures features, McpSessions sessions, FeatureMethods offered, SessionStreams streams) {
        this.features = features;
        this.sessions = sessions;
        this.offered = offered;
        this.streams = streams;
    }

    /** By their names. */
    Map<String, Method> all() {
        Map<String, Method> all = new HashMap<>(offered.all());
        all.put(Era.INITIALIZE, this::initialize);
        all.put("ping", request -> McpJson.object());
        if (features.logs()) {
            all.put("logging/setLevel", this::setLevel);
        }
        all.putAll(streams.all());
        return all;
    }

    /** A client that introduces itself gets the revision that it asks for, or the newest that has sessions. */
    static McpSession introduced(ObjectNode params) {
        JsonNode asked = params.path("protocolVersion");
        if (!asked.isTextual()) {
            throw new RpcException(
                    RpcError.Kind.BAD_PARAMS, "'params.protocolVersion' must be a string such as " + "2025-11-25.");
        }
        String version = Era.SESSIONS.knows(asked.asText()) ? asked.asText() : Era.SESSIONS.newest();
        return new McpSession(version, ClientProfile.of(params.path("clientInfo"), params.path("capabilities")));
    }

    private ObjectNode initialize(McpRequest request) {
        ObjectNode result =
                McpJson.object().put("protocolVersion", request.envelope().version());
        result.set("capabilities", Capabilities.inSession(features));
        result.set("serverInfo", features.info());
        return result.put("instructions", features.instructions());
    }

    private ObjectNode setLevel(McpRequest request) {
        String level = request.params().path("level").asText();
        if (!RunningCall.isLevel(level)) {
            throw new RpcException(RpcError.Kind.BAD_PARAMS, "'params.level' must be a level such as info.");
        }
        request.connection().ifPresent(id -> sessions.change(request.owner(), id, session -> session.logging(level)));
        return McpJson.object();
    }
}
