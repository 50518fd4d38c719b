package poegateway.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;

/** What an alias of a model stands for. */
public record AliasConfig(
        @Doc(value = "The model, or another alias.", sample = "claude-sonnet-4.6")
        String model,

        @Doc(
                value = "Members that are added to requests which do not have them: strings, numbers, true or false.",
                standard = "none",
                sample = "output_effort: high")
        Map<String, ParameterValue> parameters,

        @Doc(
                value =
                        "Tools of the gateway that are run for every request under this name, beside those that it names itself.",
                standard = "none",
                sample = "[calculator]")
        List<String> tools) {
    private static final int NAME_CHARS_MAX = 200;
    private static final int TOOLS_MAX = 32;
    private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    /** Members that say what is asked rather than how. */
    private static final Set<String> OWN_TO_REQUESTS =
            Set.of("model", "messages", "input", "stream", "stream_options", "tools", "extra_body");

    public AliasConfig {
        parameters = Map.copyOf(parameters);
        tools = List.copyOf(tools);
        Checks checks =
                new Checks().that(isName(model), "model", "must be the name of a model, at most 200 characters");
        for (String name : parameters.keySet()) {
            checks.that(
                    !name.isBlank() && !OWN_TO_REQUESTS.contains(name),
                    "parameters." + name,
                    "must not be set by an alias: each request decides it");
        }
        for (int i = 0; i < tools.size(); i++) {
            checks.that(TOOL.matcher(tools.get(i)).matches(), "tools[" + i + "]", "must be the name of a tool");
        }
        checks.that(tools.size() <= TOOLS_MAX, "tools", "must be at most " + TOOLS_MAX + " names");
        checks.done();
    }

    /** One that brings no tools. */
    public AliasConfig(String model, Map<String, ParameterValue> parameters) {
        this(model, parameters, List.of());
    }

    /** Whether it brings more than another name. */
    boolean bringsSomething() {
        return !parameters.isEmpty() || !tools.isEmpty();
    }

    static boolean isName(String text) {
        return !text.isBlank() && text.length() <= NAME_CHARS_MAX;
    }
}
