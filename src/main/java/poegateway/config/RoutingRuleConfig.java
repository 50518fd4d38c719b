package poegateway.config;

import java.util.List;
import java.util.Optional;
import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;
import poegateway.core.PromptCaching;
import poegateway.core.UpstreamWish;

/** Which way requests for some models take. */
public record RoutingRuleConfig(
        @Doc(value = "Names of models; `*` stands for any characters but a slash.", sample = "[\"StableDiffusion*\"]")
        List<String> models,

        @Doc(value = "Poe's interface for them.", standard = "that for all", sample = "bot")
        Optional<UpstreamWish> upstream,

        @Doc(
                value = "Whether their prompt cache decides over which interface they are asked.",
                standard = "that for all",
                sample = "prefer")
        Optional<PromptCaching> promptCache) {
    public RoutingRuleConfig {
        models = List.copyOf(models);
        new Checks()
                .that(!models.isEmpty(), "models", "must name at least one model")
                .that(
                        upstream.isPresent() || promptCache.isPresent(),
                        "models",
                        "needs upstream or prompt-cache with it")
                .done();
    }
}
