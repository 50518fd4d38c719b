package poegateway.config;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;

/** The endpoint of the Model Context Protocol, at {@code /mcp}. */
public record McpConfig(
        @Doc(
                value = "Which tools are listed for clients that do not choose for themselves: names of toolsets, "
                        + "separated by commas, or `all`.")
        String toolsets,

        @Doc("Whether only tools that change nothing and cost nothing may be used.")
        boolean readOnly) {
    private static final Pattern NAMES = Pattern.compile("[a-z][a-z_-]{0,31}(, ?[a-z][a-z_-]{0,31}){0,31}");

    public McpConfig {
        InvalidSetting.unless(
                NAMES.matcher(toolsets).matches(), "toolsets", "must be names such as default, separated by commas");
    }

    /** Names of toolsets. */
    public Set<String> listed() {
        return Arrays.stream(toolsets.split(",", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    public static McpConfig defaults() {
        return new McpConfig("default", false);
    }
}
