package poegateway.mcp.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import poegateway.core.text.SafeText;
import poegateway.mcp.feature.McpTasks;

/**
 * Who the client is, and what it can do. Small, whatever it says of itself.
 *
 * @param name by its own word; safe to print
 * @param capabilities those of its capabilities and extensions that make a difference here
 */
public record ClientProfile(String name, String version, Set<String> capabilities) {
    private static final int WORD_CHARS_MAX = 64;
    /** Those that make a difference here; the rest is not kept. */
    private static final List<String> KNOWN = List.of("sampling", "elicitation", "roots", "tasks", McpTasks.EXTENSION);

    public ClientProfile {
        capabilities = Set.copyOf(capabilities);
    }

    /** By what the client says of itself. */
    public static ClientProfile of(JsonNode info, JsonNode capabilities) {
        JsonNode extensions = capabilities.path("extensions");
        Set<String> known = KNOWN.stream()
                .filter(name -> capabilities.has(name) || extensions.has(name))
                .collect(Collectors.toUnmodifiableSet());
        return new ClientProfile(word(info.path("name")), word(info.path("version")), known);
    }

    private static String word(JsonNode said) {
        return SafeText.printable(said.asText(), WORD_CHARS_MAX);
    }
}
