package poegateway.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.simulator.reply.OpenAiErrorForm;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.SimulatedRequest;
import poegateway.simulator.video.VideoJobs;

/** {@code POST /v1/videos}, {@code GET /v1/videos/{id}} and {@code GET /v1/videos/{id}/content}, with a Bearer key. */
final class VideoJobsSurface implements PoeSurface {
    private static final Pattern ONE = Pattern.compile(VideoJobs.PATH + "/([^/]+)(/content)?");
    private static final Pattern OTHER_VARIANT = Pattern.compile("(^|&)variant=(thumbnail|spritesheet)(&|$)");

    private final VideoJobs jobs;

    VideoJobsSurface(VideoJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public boolean covers(String method, String path) {
        return method.equals("POST")
                ? path.equals(VideoJobs.PATH)
                : method.equals("GET") && ONE.matcher(path).matches();
    }

    @Override
    public Script answer(SimulatedRequest request) {
        return BearerKey.refusal(request).map(OpenAiErrorForm::script).orElseGet(() -> reply(request));
    }

    private Script reply(SimulatedRequest request) {
        String key = BearerKey.of(request);
        Matcher one = ONE.matcher(request.path());
        if (!one.matches()) {
            return jobs.begin(key, request.body());
        }
        return one.group(2) == null ? jobs.look(key, one.group(1)) : content(key, one.group(1), request);
    }

    private Script content(String key, String id, SimulatedRequest request) {
        if (OTHER_VARIANT.matcher(request.query()).find()) {
            return OpenAiErrorForm.script(ReplyError.invalid("The simulator only makes the video itself."));
        }
        return jobs.refusal(key, id)
                .orElseGet(() -> VideoParts.of(id, request.headers().getOrDefault("range", "")));
    }
}
