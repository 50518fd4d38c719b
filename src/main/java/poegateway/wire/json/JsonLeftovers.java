package poegateway.wire.json;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what of a JSON object a reader does not know, by places such as {@code content[text].citations}: elements of lists are
 * told apart by their member {@code type}. A place that is known, and no place below it, is known with all that is in it. A list of
 * known places that holds {@code content[?]} knows elements of all other types too, and {@code ?} all other members at the top.
 */
public final class JsonLeftovers {
    private static final String OTHERS = "?";
    private static final int SILENT_BYTES_MAX = "null".length();

    private final Set<String> known;
    private final Set<String> unknown = new LinkedHashSet<>();

    private JsonLeftovers(Set<String> known) {
        this.known = known;
    }

    /** Places that are not known and hold something, without brackets: {@code content.citations}; each once, in order. */
    public static List<String> of(byte[] object, Set<String> known) {
        JsonLeftovers leftovers = new JsonLeftovers(known);
        leftovers.members("", new JsonSlice(object, 0, object.length));
        return List.copyOf(leftovers.unknown);
    }

    private void members(String place, JsonSlice object) {
        JsonMembers.of(object).forEach((name, value) -> {
            String inner = place.isEmpty() ? name : place + "." + name;
            if (known.contains(inner)) {
                value(inner, value);
            } else if (!(place.isEmpty() && known.contains(OTHERS)) && saysSomething(value)) {
                unknown.add(inner.replaceAll("\\[[^]]*]", ""));
            }
        });
    }

    private void value(String place, JsonSlice value) {
        if (value.isArray() && hasBelow(place + "[")) {
            JsonMembers.elements(value).stream().filter(JsonSlice::isObject).forEach(each -> element(place, each));
        } else if (value.isObject() && hasBelow(place + ".")) {
            members(place, value);
        }
    }

    private void element(String place, JsonSlice element) {
        String type = type(JsonMembers.of(element));
        String inner = place + "[" + type + "]";
        if (known.contains(inner)) {
            if (hasBelow(inner + ".")) {
                members(inner, element);
            }
        } else if (!known.contains(place + "[" + OTHERS + "]")) {
            unknown.add((place + "." + type).replaceAll("\\[[^]]*]", ""));
        }
    }

    private boolean hasBelow(String place) {
        return known.stream().anyMatch(each -> each.startsWith(place));
    }

    private static String type(Map<String, JsonSlice> members) {
        JsonSlice type = members.getOrDefault("type", JsonSlice.NULL);
        return type.isString() ? type.text().decoded() : "";
    }

    private static boolean saysSomething(JsonSlice value) {
        return value.length() > SILENT_BYTES_MAX
                || switch (value.toString()) {
                    case "null", "\"\"", "[]", "{}" -> false;
                    default -> true;
                };
    }
}
