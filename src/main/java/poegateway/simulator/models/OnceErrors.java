package poegateway.simulator.models;

import java.util.List;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Scripts;

/** Errors that go away when asked again: odd arrivals fail, even ones succeed. Arrivals are counted for each name. */
final class OnceErrors {
    private OnceErrors() {}

    static List<MagicModel> models() {
        return List.of(
                once("408", ReplyError.documented(408, "timeout_error", "The model did not start in time.")),
                once("429", ReplyError.documented(429, "rate_limit_error", "Rate limit reached.")),
                once("429-retry-after-2", RateErrors.limited("2")),
                once("500", ReplyError.documented(500, "provider_error", "The provider failed.")),
                once("502", ReplyError.documented(502, "upstream_error", "The model's backend is down.")),
                once("503", ReplyError.documented(503, "api_error", "The service is unavailable.")),
                once("529", ReplyError.documented(529, "overloaded_error", "Overloaded.")),
                once("close", new Mishap.CloseBeforeHead()),
                once("refused-stream", new Mishap.RefuseStream()));
    }

    private static MagicModel once(String what, ReplyError error) {
        return once(what, context -> context.error(error));
    }

    private static MagicModel once(String what, Mishap mishap) {
        return once(what, context -> Scripts.json(200, "{}").with(mishap));
    }

    private static MagicModel once(String what, MagicModel.ReplyWriter failure) {
        String meaning = "as `" + origin(what) + "` on the first arrival, the ordinary reply on the next, in turns";
        return new MagicModel(
                "once-" + what,
                meaning,
                context -> context.arrival() % 2 == 1 ? failure.write(context) : context.ordinary());
    }

    private static String origin(String what) {
        return switch (what) {
            case "close" -> "mishap-close-before-head";
            case "refused-stream" -> "mishap-refuse-stream";
            default -> "error-" + what;
        };
    }
}
