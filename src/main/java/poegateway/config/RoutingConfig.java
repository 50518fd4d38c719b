package poegateway.config;

import java.util.List;
import poegateway.core.UpstreamWish;

/** Which way requests take to Poe. */
public record RoutingConfig(
        @Doc(
                "Poe's interface for requests that do not name one in `x-poe-gateway-upstream`: its OpenAI-compatible one, its bot protocol, or `auto`, which keeps the caller's own where Poe has it.")
        UpstreamWish upstream,

        @Doc(value = "The same for some models; the first rule that fits counts.", standard = "none")
        List<RoutingRuleConfig> rules,

        @Doc(
                "What becomes of a request that is translated and has hints which its model's interface cannot say: `drop` sends it without them and names them in `x-poe-gateway-dropped`, `strict` refuses it.")
        Loss loss) {
    /** What becomes of hints that cannot be said. */
    public enum Loss {
        DROP,
        STRICT
    }

    public RoutingConfig {
        rules = List.copyOf(rules);
    }

    public static RoutingConfig defaults() {
        return new RoutingConfig(UpstreamWish.AUTO, List.of(), Loss.DROP);
    }
}
