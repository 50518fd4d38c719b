package poegateway.config;

import java.util.List;
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
        PromptCaching promptCache) {
    /** What becomes of hints that cannot be said. */
    public enum Loss {
        DROP,
        STRICT
    }

    public RoutingConfig {
        rules = List.copyOf(rules);
    }

    public static RoutingConfig defaults() {
        return new RoutingConfig(UpstreamWish.AUTO, List.of(), Loss.DROP, PromptCaching.OFF);
    }
}
