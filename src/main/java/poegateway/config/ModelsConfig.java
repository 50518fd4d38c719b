package poegateway.config;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;
import poegateway.core.ModelName;

/** Which models there are, and what they are called. */
public record ModelsConfig(
        @Doc("How often Poe's list of models is fetched, in the background; 0s means never. Until it has arrived, "
                + "and without it, the built-in list is used.")
        Duration refreshEvery,

        @Doc(
                value = "More names for models, in any letter case: each with the model it stands for, or with that "
                        + "and parameters, as {model: claude-opus-4.6, parameters: {output_effort: high}}; "
                        + "`tools: [calculator]` in it has the gateway run these for every such request. "
                        + "They win over Poe's own names and over `claude`, `gpt`, `gemini` and "
                        + "`perplexity`, which stand for a current model of each.",
                standard = "none",
                sample = "fast: claude-haiku-4.5")
        Map<String, AliasConfig> aliases,

        @Doc("Whether requests with tools are refused for a model that is not listed with tools; otherwise Poe is "
                + "asked, since some of these models can use tools all the same.")
        boolean strict) {
    public ModelsConfig {
        InvalidSetting.unlessZeroOrMore(refreshEvery, "refresh-every");
        aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
        check(aliases);
    }

    public static ModelsConfig defaults() {
        return new ModelsConfig(Duration.ofMinutes(15), Map.of(), false);
    }

    private static void check(Map<String, AliasConfig> aliases) {
        Map<String, AliasConfig> byLowerCase = new LinkedHashMap<>();
        Checks checks = new Checks();
        aliases.forEach((name, alias) -> checks.that(
                        AliasConfig.isName(name), "aliases." + name, "must be a name of at most 200 characters")
                .that(
                        byLowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), alias) == null,
                        "aliases." + name,
                        "must differ from every other in more than letter case"));
        aliases.forEach((name, alias) ->
                fault(name, alias, byLowerCase).ifPresent(fault -> checks.that(false, "aliases." + name, fault)));
        checks.done();
    }

    private static Optional<String> fault(String name, AliasConfig alias, Map<String, AliasConfig> all) {
        String own = name.toLowerCase(Locale.ROOT);
        if (key(alias, all).equals(own)) {
            return alias.bringsSomething()
                    ? Optional.empty()
                    : Optional.of("must stand for another model, or bring parameters or tools");
        }
        return leadsBack(own, all) ? Optional.of("must not lead back to itself") : Optional.empty();
    }

    /** The name of its target among the aliases, by the rule for names of models. */
    private static String key(AliasConfig alias, Map<String, AliasConfig> all) {
        String exact = alias.model().toLowerCase(Locale.ROOT);
        return all.containsKey(exact) ? exact : ModelName.bare(exact);
    }

    private static boolean leadsBack(String own, Map<String, AliasConfig> all) {
        Set<String> passed = new HashSet<>();
        String at = own;
        while (all.containsKey(at) && passed.add(at)) {
            at = key(Objects.requireNonNull(all.get(at)), all);
        }
        return at.equals(own) && !passed.isEmpty();
    }
}
