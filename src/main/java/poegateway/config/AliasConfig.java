package poegateway.config;

import java.util.Map;
import java.util.Set;

/** What an alias of a model stands for. */
public record AliasConfig(
        @Doc(value = "The model, or another alias.", sample = "claude-sonnet-4.6")
        String model,

        @Doc(
                value = "Members that a request gets which does not have them itself: texts, numbers, true or false.",
                standard = "none",
                sample = "output_effort: high")
        Map<String, ParameterValue> parameters) {
    private static final int NAME_CHARS_MAX = 200;
    /** Members that say what is asked rather than how. */
    private static final Set<String> OWN_TO_REQUESTS =
            Set.of("model", "messages", "input", "stream", "stream_options", "tools", "extra_body");

    public AliasConfig {
        parameters = Map.copyOf(parameters);
        Checks checks =
                new Checks().that(isName(model), "model", "must be the name of a model, at most 200 characters");
        for (String name : parameters.keySet()) {
            checks.that(
                    !name.isBlank() && !OWN_TO_REQUESTS.contains(name),
                    "parameters." + name,
                    "must not be set by an alias: it is for each request to say");
        }
        checks.done();
    }

    static boolean isName(String text) {
        return !text.isBlank() && text.length() <= NAME_CHARS_MAX;
    }
}
