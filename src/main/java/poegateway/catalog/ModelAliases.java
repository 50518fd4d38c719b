package poegateway.catalog;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import poegateway.config.AliasConfig;
import poegateway.core.ModelName;

/** The operator's own names of models; compared by the rule of {@link ModelName}. */
final class ModelAliases {
    static final ModelAliases NONE = new ModelAliases(Map.of());

    private final Map<String, AliasConfig> byName = new HashMap<>();

    /** Those of the settings, by name. */
    ModelAliases(Map<String, AliasConfig> aliases) {
        aliases.forEach((name, alias) -> byName.put(name.toLowerCase(Locale.ROOT), alias));
    }

    /**
     * What an alias stands for.
     *
     * @param model a name that is no alias, or its own alias
     * @param parameters as JSON by name, those of aliases of aliases included
     * @param tools names of tools that are run, likewise
     */
    record Target(String model, Map<String, String> parameters, List<String> tools) {}

    /** Empty where the name is no alias. */
    Optional<Target> find(String written) {
        if (byName.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        Set<String> tools = new LinkedHashSet<>();
        Set<AliasConfig> passed = new HashSet<>();
        String name = written;
        for (AliasConfig alias = get(name); alias != null && passed.add(alias); alias = get(name)) {
            alias.parameters().forEach((parameter, value) -> parameters.putIfAbsent(parameter, value.json()));
            tools.addAll(alias.tools());
            name = alias.model();
        }
        return passed.isEmpty() ? Optional.empty() : Optional.of(new Target(name, parameters, List.copyOf(tools)));
    }

    private @Nullable AliasConfig get(String name) {
        AliasConfig exact = byName.get(name.toLowerCase(Locale.ROOT));
        return exact != null ? exact : byName.get(ModelName.bare(name));
    }
}
