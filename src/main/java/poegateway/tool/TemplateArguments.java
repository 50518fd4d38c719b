package poegateway.tool;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/**
 * The arguments of one call, for the places of a template.
 *
 * @param values by name; one that is null counts as left out
 */
record TemplateArguments(Map<String, JsonSlice> values) {
    /** A place in a template: its name stands in the group 1. */
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9_-]{1,64})}");

    TemplateArguments {
        values = Map.copyOf(values);
    }

    /** Those of an object. */
    static TemplateArguments of(JsonSlice object) {
        return new TemplateArguments(JsonMembers.of(object));
    }

    static Matcher places(String template) {
        return PLACE.matcher(template);
    }

    Optional<JsonSlice> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isNull());
    }

    /** A text as it is, and anything else as JSON. */
    static String text(JsonSlice value) {
        return value.isString() ? value.text().decoded() : value.toString();
    }
}
