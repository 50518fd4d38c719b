package poegateway.tool;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/**
 * JSON whose texts have places such as {@code {city}} for arguments. A text that is nothing but a place becomes the argument itself,
 * of whatever type, and is left out where that is missing; in a longer text it is written as text. Names of members are not looked at.
 * What is made is JSON of the same shape, whatever the arguments hold. Immutable.
 */
final class BodyTemplate {
    private final JsonSlice json;

    /** @param json valid JSON */
    BodyTemplate(JsonSlice json) {
        this.json = json;
    }

    /** The template that a text holds; empty where it is not one value of JSON. */
    static Optional<BodyTemplate> of(String text) {
        JsonSlice json = JsonSlice.of(text.strip());
        try {
            JsonCursor cursor = new JsonCursor(json.source(), json.from(), json.to());
            cursor.need();
            boolean whole = cursor.slice().length() == json.length() && cursor.next() == null;
            return whole ? Optional.of(new BodyTemplate(json)) : Optional.empty();
        } catch (JsonFault wrong) {
            return Optional.empty();
        }
    }

    /** As it was written. */
    JsonSlice json() {
        return json;
    }

    /** Names of the arguments that have a place. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        collect(json, names);
        return names;
    }

    private static void collect(JsonSlice part, Set<String> names) {
        if (part.isObject()) {
            JsonMembers.of(part).values().forEach(value -> collect(value, names));
        } else if (part.isArray()) {
            JsonMembers.elements(part).forEach(value -> collect(value, names));
        } else if (part.isString()) {
            TemplateArguments.places(part.text().decoded()).results().forEach(found -> names.add(found.group(1)));
        }
    }

    /** The body for one call. */
    byte[] with(TemplateArguments arguments) {
        JsonWriter out = new JsonWriter();
        write(json, arguments, out);
        return out.written().toByteArray();
    }

    private static void write(JsonSlice part, TemplateArguments arguments, JsonWriter out) {
        if (part.isObject()) {
            out.beginObject();
            JsonMembers.of(part).forEach((name, value) -> {
                if (!isMissing(value, arguments)) {
                    write(value, arguments, out.name(JsonText.of(name)));
                }
            });
            out.endObject();
        } else if (part.isArray()) {
            out.beginArray();
            JsonMembers.elements(part).stream()
                    .filter(value -> !isMissing(value, arguments))
                    .forEach(value -> write(value, arguments, out));
            out.endArray();
        } else if (part.isString()) {
            text(part.text().decoded(), arguments, out);
        } else {
            out.value(part);
        }
    }

    private static boolean isMissing(JsonSlice part, TemplateArguments arguments) {
        if (!part.isString()) {
            return false;
        }
        Matcher place = TemplateArguments.places(part.text().decoded());
        return place.matches() && arguments.find(place.group(1)).isEmpty();
    }

    private static void text(String template, TemplateArguments arguments, JsonWriter out) {
        Matcher places = TemplateArguments.places(template);
        if (places.matches()) {
            out.value(arguments.find(places.group(1)).orElse(JsonSlice.NULL));
        } else {
            out.value(places.replaceAll(place -> Matcher.quoteReplacement(
                    arguments.find(place.group(1)).map(TemplateArguments::text).orElse(""))));
        }
    }
}
