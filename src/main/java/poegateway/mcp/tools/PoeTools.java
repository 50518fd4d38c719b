package poegateway.mcp.tools;

import java.util.List;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.mcp.feature.McpTool;
import poegateway.media.file.UploadedFiles;
import poegateway.media.image.Images;
import poegateway.relay.Relay;

/** All tools of the gateway. */
public final class PoeTools {
    private PoeTools() {}

    /** What the tools work with. */
    public record Parts(Relay relay, Images images, UploadedFiles files, Ticker ticker, TimeLimits limits) {}

    /** In the order in which they are listed. */
    public static List<McpTool> of(Parts parts) {
        ModelCalls calls = new ModelCalls(parts.relay, parts.ticker, parts.limits);
        UsageBook usage = new UsageBook(parts.ticker);
        return List.of(
                new AskPoe(calls, usage),
                new GenerateImage(parts.images, parts.files, calls, usage),
                new ListModels(parts.relay.catalog()),
                new GetUsage(parts.relay.balance(), usage));
    }
}
