package poegateway.config;

import java.util.List;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;
import poegateway.core.FormEnforcement;
import poegateway.core.PromptCaching;
import poegateway.core.UpstreamWish;

/** Which way requests take to Poe. */
public record RoutingConfig(
        @Doc(
                "Poe's interface for requests that do not name one in `x-poe-gateway-upstream`: its OpenAI-compatible one, its bot protocol, or `auto`, which keeps the caller's own where Poe has it.")
        UpstreamWish upstream,

        @Doc(
                value =
                        "The interface and the prompt cache for some models; for each of the two the first rule that fits and names it counts.",
                standard = "none")
        List<RoutingRuleConfig> rules,

        @Doc(
                "What becomes of a request that is translated and has hints which its model's interface cannot say: `drop` sends it without them and names them in `x-poe-gateway-dropped`, `strict` refuses it.")
        Loss loss,

        @Doc(
                "Whether a Claude is asked as messages whoever asks, so that its prompt is kept in Anthropic's cache and costs a tenth when it is read again: `prefer` does so where Poe lists the model with messages and they can say what is asked, `off` keeps the caller's own dialect where Poe has it. `x-poe-gateway-prompt-cache` of a request goes before this.")
        PromptCaching promptCache,

        @Doc(
                "What becomes of a form of the answer (`response_format`, `text.format`, `output_config.format`) that the model's interface cannot say: `refuse` refuses the request, as `routing.loss: strict` always does, `instruct` asks the model for it in words and takes a code fence off its answer, `repair` checks the answer as well and asks again for one that does not fit, which costs a further call and holds a stream back until it is whole. `x-poe-gateway-structured-output` of a request goes before this.")
        FormEnforcement structuredOutput,

        @Doc("Most calls for one request that repair its answer, beside the first call. Each is paid for.")
        int structuredOutputRepairs) {
    private static final int REPAIRS_MAX = 5;

    /** What becomes of hints that cannot be said. */
    public enum Loss {
        DROP,
        STRICT
    }

    public RoutingConfig {
        rules = List.copyOf(rules);
        InvalidSetting.unlessBetween(1, REPAIRS_MAX, structuredOutputRepairs, "structured-output-repairs");
    }

    public static RoutingConfig defaults() {
        return new RoutingConfig(
                UpstreamWish.AUTO, List.of(), Loss.DROP, PromptCaching.OFF, FormEnforcement.INSTRUCT, 1);
    }
}
