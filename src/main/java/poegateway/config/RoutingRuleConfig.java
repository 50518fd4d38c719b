package poegateway.config;

import java.util.List;
import poegateway.core.UpstreamWish;

/** Which way requests for some models take. */
public record RoutingRuleConfig(
        @Doc(value = "Names of models; `*` stands for any characters but a slash.", sample = "[\"StableDiffusion*\"]")
        List<String> models,

        @Doc(value = "Poe's interface for them.", sample = "bot")
        UpstreamWish upstream) {
    public RoutingRuleConfig {
        models = List.copyOf(models);
        new Checks()
                .that(!models.isEmpty(), "models", "must name at least one model")
                .done();
    }
}
