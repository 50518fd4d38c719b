package poegateway.mcp.tools;

import java.util.ArrayList;
import java.util.List;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.job.Jobs;
import poegateway.mcp.feature.McpTasks;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.job.ToolJobs;
import poegateway.media.audio.Speech;
import poegateway.media.file.UploadedFiles;
import poegateway.media.image.Images;
import poegateway.media.video.Videos;
import poegateway.relay.Relay;
import poegateway.session.Sessions;

/**
 * All tools of the gateway, in the order in which they are listed.
 *
 * @param tasks answers of theirs that come later
 */
public record PoeTools(List<McpTool> all, McpTasks tasks) {
    public PoeTools {
        all = List.copyOf(all);
    }

    /** What the tools work with. */
    public record Parts(
            Relay relay,
            Images images,
            Videos videos,
            Speech speech,
            UploadedFiles files,
            Sessions sessions,
            Jobs jobs,
            Ticker ticker,
            TimeLimits limits) {}

    /** Makes them. */
    public static PoeTools of(Parts parts) {
        ModelCalls calls = new ModelCalls(parts.relay, parts.ticker);
        UsageBook usage = new UsageBook(parts.ticker);
        ToolJobs jobs = new ToolJobs(parts.jobs, List.of(GenerateVideo.form()));
        McpTool ask = jobs.tool(new AskPoe(new Talk(calls, usage, parts.sessions)));
        McpTool list = new ListModels(parts.relay.catalog());
        List<McpTool> all = new ArrayList<>(List.of(
                ask,
                jobs.tool(new GenerateImage(parts.images, parts.files, calls, usage)),
                new GenerateVideo(parts.videos, jobs, parts.files, parts.ticker, parts.limits),
                jobs.tool(new GenerateAudio(parts.speech, calls, usage)),
                list,
                new GetUsage(parts.relay.balance(), usage)));
        all.addAll(jobs.tools());
        all.addAll(List.of(
                new OlderName("ask_poe_v2", ask),
                new OlderName("ask_with_attachment", ask),
                new OlderName("ask_poe_with_warp_context", ask),
                new OlderName("list_available_models", list),
                new OlderName("list_available_models_v2", list)));
        return new PoeTools(all, jobs.tasks());
    }
}
