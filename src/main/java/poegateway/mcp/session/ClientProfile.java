package poegateway.mcp.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import poegateway.core.text.SafeText;

/**
 * Who the client is, and what it can do. Small, whatever it says of itself.
 *
 * @param name by its own word; safe to print
 * @param capabilities such as {@code sampling}, {@code elicitation}, and names of extensions
 */
public record ClientProfile(String name, String version, Set<String> capabilities) {
    private static final int WORD_CHARS_MAX = 64;
    private static final int CAPABILITIES_MAX = 32;

    public ClientProfile {
        capabilities = Set.copyOf(capabilities);
    }

    /** By what the client says of itself. */
    public static ClientProfile of(JsonNode info, JsonNode capabilities) {
        Set<String> known = new HashSet<>();
        addNames(capabilities, known);
        addNames(capabilities.path("extensions"), known);
        return new ClientProfile(word(info.path("name")), word(info.path("version")), known);
    }

    private static void addNames(JsonNode object, Set<String> known) {
        if (object instanceof ObjectNode members) {
            members.propertyStream()
                    .map(member -> member.getKey())
                    .filter(name -> name.length() <= WORD_CHARS_MAX)
                    .limit(CAPABILITIES_MAX)
                    .forEach(known::add);
        }
    }

    private static String word(JsonNode said) {
        return SafeText.printable(said.asText(), WORD_CHARS_MAX);
    }
}
