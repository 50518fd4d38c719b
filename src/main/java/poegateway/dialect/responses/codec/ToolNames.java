package poegateway.dialect.responses.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import poegateway.dialect.ToolIds;

/**
 * The names of a request's tools, as models know them: they take one name for each, of 64 letters, digits, hyphens and underscores
 * at most, and know neither groups of tools nor tools of free text. Immutable once it is built.
 */
final class ToolNames {
    /** Between the name of a group and that of a tool in it. */
    private static final String SEPARATOR = "__";

    private final Map<String, Told> byFlatName = new HashMap<>();

    /**
     * What the caller calls a tool.
     *
     * @param namespace the group; empty where it is in none
     * @param custom whether it takes free text
     */
    record Told(Optional<String> namespace, String name, boolean custom) {}

    /** The one name of a tool in a group; the same from turn to turn. */
    static String flat(String namespace, String name) {
        String separator = namespace.isEmpty() || namespace.endsWith(SEPARATOR) ? "" : SEPARATOR;
        return namespace.isEmpty() ? name : ToolIds.fitting(namespace + separator + name);
    }

    void add(String namespace, String name, boolean custom) {
        Optional<String> group = Optional.of(namespace).filter(known -> !known.isEmpty());
        byFlatName.putIfAbsent(flat(namespace, name), new Told(group, name, custom));
    }

    /** What the caller calls a tool that a model knows by that name; the same name where it is no tool of the caller's. */
    Told told(String flatName) {
        Told known = byFlatName.get(flatName);
        return known == null ? new Told(Optional.empty(), flatName, false) : known;
    }
}
