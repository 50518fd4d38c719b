package poegateway.app;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import poegateway.config.McpConfig;
import poegateway.front.Surface;
import poegateway.front.mcp.McpSurface;
import poegateway.mcp.Era;
import poegateway.mcp.McpEndpoint;
import poegateway.mcp.RequestState;
import poegateway.mcp.feature.Changes;
import poegateway.mcp.feature.OfferedTools;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.prompt.PoeCompletion;
import poegateway.mcp.prompt.PoePrompts;
import poegateway.mcp.resource.PoeResources;
import poegateway.mcp.session.McpSessions;
import poegateway.mcp.tools.PoeTools;

/** Makes what serves the Model Context Protocol, and ends it. */
final class McpParts implements AutoCloseable {
    private static final int KEY_BYTES = 32;

    private static final String INSTRUCTIONS = """
            Models and bots of poe.com: text, pictures, video, sound. list_models finds their names; ask_poe asks one of them.\
            """;

    private final McpEndpoint endpoint;
    private final ToolFilter listed;

    private McpParts(McpEndpoint endpoint, ToolFilter listed) {
        this.endpoint = endpoint;
        this.listed = listed;
    }

    /** Makes it of the parts of a gateway and of what makes media. */
    static McpParts of(GatewayParts parts, MediaParts.Made media) {
        PoeTools.Parts used = new PoeTools.Parts(
                parts.relay(),
                media.images(),
                media.videos(),
                media.speech(),
                media.intake(parts.uploads()),
                parts.sessions(),
                parts.tools(),
                parts.tools().registered(),
                parts.jobs(),
                parts.ticker(),
                parts.platform().clock(),
                parts.config().timeLimits(),
                new McpServerState(parts),
                versions());
        McpConfig config = parts.config().mcp();
        ToolFilter listed = new ToolFilter(config.listed(), Set.of(), config.readOnly());
        return new McpParts(endpoint(used), listed);
    }

    McpEndpoint endpoint() {
        return endpoint;
    }

    /** Which tools are listed where a client says nothing. */
    ToolFilter listed() {
        return listed;
    }

    private static List<String> versions() {
        return Stream.of(Era.STATELESS, Era.SESSIONS)
                .flatMap(era -> era.versions().stream())
                .toList();
    }

    Surface surface() {
        return McpSurface.of(endpoint, listed);
    }

    private static McpEndpoint endpoint(PoeTools.Parts parts) {
        SecureRandom chance = new SecureRandom();
        PoeTools tools = PoeTools.of(parts);
        OfferedTools offered = new OfferedTools(tools.all());
        Changes changes = new Changes(Set.of());
        parts.sessions()
                .changes()
                .listen((owner, id) -> changes.tell(new Changes.Change.OfResource(owner, PoeResources.session(id))));
        ServerFeatures features = new ServerFeatures(
                McpJson.object()
                        .put("name", "poe-gateway")
                        .put("title", "Poe Gateway")
                        .put("version", Banner.version()),
                INSTRUCTIONS,
                offered,
                Optional.of(new PoeResources(offered, parts.sessions(), parts.intake())),
                Optional.of(new PoePrompts()),
                Optional.of(new PoeCompletion(parts.relay().catalog(), parts.sessions())),
                Optional.of(tools.tasks()),
                Optional.of(changes),
                false);
        byte[] key = new byte[KEY_BYTES];
        chance.nextBytes(key);
        return new McpEndpoint(features, new McpSessions(parts.ticker(), chance), new RequestState(key, parts.clock()));
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
