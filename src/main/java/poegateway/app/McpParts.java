package poegateway.app;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import poegateway.config.McpConfig;
import poegateway.front.Surface;
import poegateway.front.mcp.McpSurface;
import poegateway.mcp.McpEndpoint;
import poegateway.mcp.RequestState;
import poegateway.mcp.feature.Changes;
import poegateway.mcp.feature.McpPrompts;
import poegateway.mcp.feature.McpResources;
import poegateway.mcp.feature.OfferedTools;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.session.McpSessions;
import poegateway.mcp.tools.PoeTools;
import poegateway.media.file.RehostedMedia;
import poegateway.media.file.UploadedFiles;

/** Makes what serves the Model Context Protocol, and ends it. */
final class McpParts implements AutoCloseable {
    private static final int KEY_BYTES = 32;

    private static final String INSTRUCTIONS = """
            Models and bots of poe.com: text, pictures, video, sound. list_models finds their names; ask_poe asks one of them.\
            """;

    private final SecureRandom chance = new SecureRandom();
    private volatile @Nullable McpEndpoint endpoint;

    /** Its surface, and those of the media that its tools make. */
    List<Surface> surfaces(MediaParts parts, UploadedFiles uploads, RehostedMedia made) {
        MediaParts.Made media = parts.made(uploads, made);
        PoeTools.Parts used = new PoeTools.Parts(
                parts.relay(),
                media.images(),
                media.videos(),
                uploads,
                parts.ticker(),
                parts.config().timeLimits());
        McpEndpoint begun = endpoint(used, parts.clock());
        endpoint = begun;
        McpConfig config = parts.config().mcp();
        ToolFilter listed = new ToolFilter(config.listed(), Set.of(), config.readOnly());
        List<Surface> surfaces = new ArrayList<>(media.surfaces());
        surfaces.add(McpSurface.of(begun, listed));
        return surfaces;
    }

    private McpEndpoint endpoint(PoeTools.Parts parts, InstantSource clock) {
        ServerFeatures features = new ServerFeatures(
                McpJson.object()
                        .put("name", "poe-gateway")
                        .put("title", "Poe Gateway")
                        .put("version", Banner.version()),
                INSTRUCTIONS,
                new OfferedTools(PoeTools.of(parts)),
                McpResources.NONE,
                McpPrompts.NONE,
                (reference, argument, begun, origin) -> List.of(),
                new Changes());
        byte[] key = new byte[KEY_BYTES];
        chance.nextBytes(key);
        return new McpEndpoint(features, new McpSessions(parts.ticker(), chance), new RequestState(key, clock));
    }

    @Override
    public void close() {
        McpEndpoint running = endpoint;
        if (running != null) {
            running.close();
        }
    }
}
