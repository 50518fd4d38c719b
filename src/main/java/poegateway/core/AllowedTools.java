package poegateway.core;

import java.util.List;

/**
 * Which of the gateway's tools may run for a caller.
 *
 * @param patterns names, or beginnings of names with {@code *} behind; letter case counts, as in names of tools. Without any, all tools
 *     are allowed.
 */
public record AllowedTools(List<String> patterns) {
    /** Every tool. */
    public static final AllowedTools ALL = new AllowedTools(List.of());

    public AllowedTools {
        patterns = List.copyOf(patterns);
    }

    public boolean allows(String name) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    private static boolean matches(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(name);
    }
}
