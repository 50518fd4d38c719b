package poegateway.mcp.tools;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.job.Jobs;
import poegateway.mcp.feature.McpTasks;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.job.ToolJobs;
import poegateway.mcp.tools.custom.RegistrationTools;
import poegateway.mcp.tools.server.ServerState;
import poegateway.mcp.tools.server.ServerTools;
import poegateway.mcp.tools.session.SessionTools;
import poegateway.media.audio.Speech;
import poegateway.media.file.FileIntake;
import poegateway.media.image.Images;
import poegateway.media.video.Videos;
import poegateway.relay.Relay;
import poegateway.relay.tool.ToolLookup;
import poegateway.relay.tool.ToolRegistrations;
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

    /**
     * What the tools work with.
     *
     * @param tools that the gateway runs
     * @param versions of the protocol that are spoken
     */
    public record Parts(
            Relay relay,
            Images images,
            Videos videos,
            Speech speech,
            FileIntake intake,
            Sessions sessions,
            ToolLookup tools,
            ToolRegistrations registrations,
            Jobs jobs,
            Ticker ticker,
            InstantSource clock,
            TimeLimits limits,
            ServerState state,
            List<String> versions) {}

    /** Makes them. */
    public static PoeTools of(Parts parts) {
        ModelCalls calls = new ModelCalls(parts.relay, parts.ticker);
        UsageBook usage = new UsageBook(parts.ticker);
        ToolJobs jobs = new ToolJobs(parts.jobs, List.of(GenerateVideo.form(calls)));
        Talk talk = new Talk(calls, usage, parts.sessions, parts.intake.files());
        List<McpTool> all = new ArrayList<>(List.of(
                jobs.tool(new AskPoe(talk)),
                jobs.tool(new GenerateImage(parts.images, parts.intake.files(), calls, usage)),
                new GenerateVideo(parts.videos, jobs, parts.intake.files(), calls, usage, parts.ticker, parts.limits),
                jobs.tool(new GenerateAudio(parts.speech, calls, usage)),
                ListModels.of(parts.relay.catalog()),
                GetUsage.of(parts.relay.points(), usage, parts.clock),
                jobs.tool(new AskPoeWithTools(
                        talk, parts.tools, parts.relay.runningTools().limits().rounds())),
                jobs.tool(new CompareBots(calls, usage, parts.ticker, parts.limits)),
                UploadFile.of(parts.intake, parts.ticker, parts.limits)));
        all.addAll(jobs.tools());
        all.addAll(ModelTools.of(parts.relay.catalog(), parts.relay.points()));
        all.addAll(SessionTools.of(parts.sessions));
        all.addAll(ServerTools.of(parts.state, parts.versions));
        all.addAll(RegistrationTools.of(parts.registrations, parts.relay.runningTools()));
        all.addAll(OlderTools.of(
                all.stream().collect(Collectors.toMap(tool -> tool.declaration().name(), tool -> tool))));
        return new PoeTools(all, jobs.tasks());
    }
}
