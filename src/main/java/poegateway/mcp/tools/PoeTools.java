package poegateway.mcp.tools;

import java.util.List;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.mcp.feature.McpTool;
import poegateway.media.file.UploadedFiles;
import poegateway.media.image.Images;
import poegateway.media.video.Videos;
import poegateway.relay.Relay;

/** All tools of the gateway. */
public final class PoeTools {
    private PoeTools() {}

    /** What the tools work with. */
    public record Parts(
            Relay relay, Images images, Videos videos, UploadedFiles files, Ticker ticker, TimeLimits limits) {}

    /** In the order in which they are listed. */
    public static List<McpTool> of(Parts parts) {
        ModelCalls calls = new ModelCalls(parts.relay, parts.ticker, parts.limits);
        UsageBook usage = new UsageBook(parts.ticker);
        VideoJobs jobs = new VideoJobs(parts.videos);
        McpTool ask = new AskPoe(calls, usage);
        McpTool list = new ListModels(parts.relay.catalog());
        return List.of(
                ask,
                new GenerateImage(parts.images, parts.files, calls, usage),
                new GenerateVideo(jobs, parts.files, calls),
                new GetJob(jobs),
                list,
                new GetUsage(parts.relay.balance(), usage),
                new ListJobs(jobs),
                new OlderName("ask_poe_v2", ask),
                new OlderName("ask_with_attachment", ask),
                new OlderName("ask_poe_with_warp_context", ask),
                new OlderName("list_available_models", list),
                new OlderName("list_available_models_v2", list));
    }
}
