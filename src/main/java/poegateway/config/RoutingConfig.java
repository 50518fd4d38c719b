package poegateway.config;

import java.util.List;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;
import poegateway.core.FormEnforcement;
import poegateway.core.PromptCaching;
import poegateway.core.UpstreamWish;

/** Which way requests take to Poe. */
public record RoutingConfig(
        @Doc("Poe's interface for requests that do not name one in `x-poe-gateway-upstream`: its "
                + "OpenAI-compatible one, its bot protocol, or `auto`, which keeps the caller's own where "
                + "Poe has it.")
        UpstreamWish upstream,

        @Doc(
                value = "Poe's interface and the use of the prompt cache for some models; for each of the two, the "
                        + "first matching rule that sets it counts.",
                standard = "none")
        List<RoutingRuleConfig> rules,

        @Doc("What happens to a translated request with hints that its model's interface cannot express: `drop` "
                + "sends it without them and lists them in `x-poe-gateway-dropped`, `strict` refuses it.")
        Loss loss,

        @Doc("Whether a Claude model is asked over Anthropic's messages, whoever asks, so that its prompt stays "
                + "in Anthropic's cache and costs a tenth when it is read again: `prefer` does so where Poe "
                + "lists the model with messages and they can express the request, `off` keeps the caller's "
                + "own dialect where Poe has it. `x-poe-gateway-prompt-cache` in a request overrides this.")
        PromptCaching promptCache,

        @Doc("What happens to a required form of the answer (`response_format`, `text.format`, "
                + "`output_config.format`) that the model's interface cannot express: `refuse` refuses the "
                + "request, as `routing.loss: strict` always does; `instruct` asks the model for it in words "
                + "and removes a code fence from its answer; `repair` also checks the answer and asks again "
                + "if it does not fit, which costs another call and holds a stream back until it is "
                + "complete. `x-poe-gateway-structured-output` in a request overrides this.")
        FormEnforcement structuredOutput,

        @Doc("Most calls that may repair the answer to one request, beyond the first call. Each is paid for.")
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
