package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import poegateway.core.ClientRequest;
import poegateway.core.HeaderFields;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.job.Job;
import poegateway.job.JobState;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpOrigin;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.job.AskedTool;
import poegateway.mcp.job.JobForm;
import poegateway.mcp.job.SpendingLimit;
import poegateway.mcp.job.ToolJobs;
import poegateway.mcp.job.WaitTime;
import poegateway.mcp.message.McpJson;
import poegateway.media.file.UploadedFiles;
import poegateway.media.video.AskedVideo;
import poegateway.media.video.MadeVideo;
import poegateway.media.video.VideoRequest;
import poegateway.media.video.VideoRequestReader;
import poegateway.media.video.Videos;

/** Has a video made, which may take longer than a client waits. */
final class GenerateVideo implements McpTool {
    private static final Declaration DECLARATION = Declaration.listed(ToolFilter.DEFAULT, """
            {"name": "generate_video", "title": "Make a video",
             "description": "Makes a video with a model on Poe. Costs points. Takes minutes: while it is not ready the answer has status running and a job_id for get_job.",
             "inputSchema": {"type": "object", "required": ["prompt"], "properties": {
               "prompt": {"type": "string"},
               "model": {"type": "string", "description": "Such as Sora-2, Veo-3.1"},
               "seconds": {"type": "integer", "minimum": 1},
               "size": {"type": "string", "description": "Such as 1280x720"},
               "aspect_ratio": {"type": "string"},
               "image": {"type": "string", "description": "First picture, by an https or data: address"},
               "confirm_above_points": {"type": "integer"},
               "wait_seconds": {"type": "integer", "minimum": 0, "maximum": 600, "default": 45}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": false, "idempotentHint": false, "openWorldHint": true}}
            """);

    private static final String TYPE = "video/mp4";
    private static final String REMIX =
            "'remix_of' is not served: Poe changes a video only where a job of its own made it. Describe the whole video in"
                    + " 'prompt', with a picture to begin with as 'image'.";
    private static final long SECONDS_MAX = 3_600;

    private final Videos videos;
    private final ToolJobs jobs;
    private final UploadedFiles files;
    private final ModelCalls calls;
    private final UsageBook usage;
    private final Ticker ticker;
    private final TimeLimits limits;

    GenerateVideo(
            Videos videos,
            ToolJobs jobs,
            UploadedFiles files,
            ModelCalls calls,
            UsageBook usage,
            Ticker ticker,
            TimeLimits limits) {
        this.videos = videos;
        this.jobs = jobs;
        this.files = files;
        this.calls = calls;
        this.usage = usage;
        this.ticker = ticker;
        this.limits = limits;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    /** How jobs of videos are told. */
    static JobForm<AskedVideo, MadeVideo> form(ModelCalls calls) {
        return new JobForm<>(
                Videos.KIND,
                asked -> new AskedTool("generate_video", asked.model(), asked.prompt()),
                (asked, made) -> made(made.link(), asked.model(), cost(calls, asked.model())));
    }

    private static Optional<Cost> cost(ModelCalls calls, String model) {
        return Cost.ofMedia(calls.card(model), 1);
    }

    private static ToolAnswer made(String link, String model, Optional<Cost> cost) {
        ObjectNode structured = McpJson.object().put("model", model);
        structured.putArray("media").addObject().put("url", link).put("mime_type", TYPE);
        cost.ifPresent(known -> structured.set("cost", known.json()));
        ToolAnswer answer = ToolAnswer.of(structured);
        answer.content().add(ToolAnswer.link(link, "video", TYPE));
        return answer;
    }

    @Override
    public ToolAnswer call(McpCall call) {
        ToolArguments arguments = new ToolArguments(call.arguments());
        arguments.text("remix_of").ifPresent(video -> {
            throw new ToolException(REMIX);
        });
        WaitTime wait = WaitTime.of(arguments);
        SpendingLimit limit = SpendingLimit.of(arguments);
        arguments.ignore("session_id"); // each video is made anew
        String owner = call.origin().caller().id();
        VideoRequest request =
                VideoRequestReader.json(McpJson.bytes(asked(arguments)), (id, place) -> files.field(owner, id, place));
        List<String> unknown = arguments.unknown(DECLARATION);
        Optional<Cost> cost = cost(calls, request.model());
        limit.check(call, request.model(), cost.map(Cost::points));
        String id = start(call, request).job().id();
        jobs.onEnd(owner, id, () -> count(owner, id, request.model(), cost));
        return jobs.answer(call, id, wait.forCall(call)).ignoring(unknown);
    }

    /** Only what was made counts. */
    private void count(String owner, String id, String model, Optional<Cost> cost) {
        videos.list(owner).stream()
                .filter(job -> job.id().equals(id))
                .map(Job::state)
                .forEach(state -> {
                    if (state instanceof JobState.Completed<MadeVideo> done) {
                        usage.add(owner, model, done.result().usage(), cost);
                    }
                });
    }

    private Videos.Started start(McpCall call, VideoRequest request) {
        McpOrigin origin = call.origin();
        try (RequestTimeline timeline = RequestTimeline.start(ticker, limits, call.cancellation())) {
            ClientRequest own = new ClientRequest(
                    origin.requestId(), origin.caller(), origin.wishes(), 0, HeaderFields.NONE, timeline, () -> {});
            return videos.startLinked(own, request, origin.span().traceparent());
        }
    }

    private static ObjectNode asked(ToolArguments arguments) {
        ObjectNode asked = McpJson.object().put("prompt", arguments.need("prompt", "message", "query", "text"));
        arguments.text("model", "bot", "bot_name").ifPresent(model -> asked.put("model", model));
        arguments.whole("seconds", 1, SECONDS_MAX).ifPresent(seconds -> asked.put("seconds", seconds.toString()));
        for (String option : List.of("size", "aspect_ratio", "quality", "negative_prompt")) {
            arguments.text(option).ifPresent(value -> asked.put(option, value));
        }
        arguments.text("image", "image_url", "input_reference").ifPresent(image -> {
            if (!image.startsWith("https://") && !image.startsWith("data:image/")) {
                throw new ToolException(
                        "'image' is an https address that Poe can reach, or a data: address with a picture.");
            }
            asked.putObject("input_reference").put("image_url", image);
        });
        return asked;
    }
}
