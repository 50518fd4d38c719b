package poegateway.simulator.models;

import java.util.List;
import poegateway.simulator.chat.MagicModel;
import poegateway.simulator.chat.PoeError;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Errors that go away when asked again: odd arrivals fail, even ones succeed. Arrivals are counted for each name. */
final class OnceErrors {
    private OnceErrors() {}

    static List<MagicModel> models() {
        return List.of(
                once("408", PoeError.integerCode(408, "timeout_error", "The model did not start in time.")),
                once("429", PoeError.integerCode(429, "rate_limit_error", "Rate limit reached.")),
                once("429-retry-after-2", RateErrors.limited("2")),
                once("500", PoeError.integerCode(500, "provider_error", "The provider failed.")),
                once("502", PoeError.integerCode(502, "upstream_error", "The model's backend is down.")),
                once("503", PoeError.integerCode(503, "api_error", "The service is unavailable.")),
                once("529", PoeError.integerCode(529, "overloaded_error", "Overloaded.")),
                once("close", Scripts.json(200, "{}").with(new Mishap.CloseBeforeHead())),
                once("refused-stream", Scripts.json(200, "{}").with(new Mishap.RefuseStream())));
    }

    private static MagicModel once(String what, Script failure) {
        String meaning = "as `" + origin(what) + "` on the first arrival, the ordinary reply on the next, in turns";
        return new MagicModel(
                "once-" + what, meaning, context -> context.arrival() % 2 == 1 ? failure : context.ordinary());
    }

    private static String origin(String what) {
        return switch (what) {
            case "close" -> "mishap-close-before-head";
            case "refused-stream" -> "mishap-refuse-stream";
            default -> "error-" + what;
        };
    }
}
