package poegateway.media;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.Utf8;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** The members of a request, whether it came as JSON or as a form; what a reader knows it takes out, and the rest are options. */
public final class MediaMembers {
    private static final int TEXT_BYTES_MAX = 256 * 1024;
    private static final Pattern LITERAL = Pattern.compile("true|false|-?(0|[1-9]\\d{0,14})(\\.\\d{1,15})?");

    private final Map<String, JsonSlice> members;

    private MediaMembers(Map<String, JsonSlice> members) {
        this.members = members;
    }

    /** Those of the object at hand. What is null counts as absent, and what stands in {@code extra_body} as if it stood outside. */
    public static MediaMembers of(JsonCursor cursor) throws JsonFault {
        return new MediaMembers(JsonRequest.members(cursor));
    }

    /**
     * Those of a form, whose fields are all texts: what looks like a number, true or false is meant as such.
     *
     * @param texts names of those that are texts whatever they look like
     * @throws poegateway.core.failure.FailureException when one of them is no text, or stands twice
     */
    public static MediaMembers of(List<FormField> fields, Set<String> texts) {
        Map<String, JsonSlice> members = new LinkedHashMap<>();
        for (FormField field : fields) {
            String text = text(field);
            boolean literal =
                    !texts.contains(field.name()) && LITERAL.matcher(text).matches();
            if (members.put(field.name(), JsonSlice.of(literal ? text : Json.quoted(text))) != null) {
                throw JsonRequest.refusal(
                        "duplicate_key", "The field '" + field.name() + "' appears twice. Send it once.", field.name());
            }
        }
        return new MediaMembers(members);
    }

    private static String text(FormField field) {
        if (field.bytes() > TEXT_BYTES_MAX) {
            throw JsonRequest.wrong(field.name(), "a string of at most " + TEXT_BYTES_MAX + " bytes");
        }
        byte[] bytes = field.read();
        if (Utf8.firstInvalid(bytes, 0, bytes.length) >= 0) {
            throw JsonRequest.refusal(
                    "invalid_utf8", "The field '" + field.name() + "' is not valid UTF-8.", field.name());
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Takes a member out. */
    public Optional<JsonSlice> take(String name) {
        return Optional.ofNullable(members.remove(name));
    }

    /** Takes out a text that may be missing. */
    public Optional<JsonText> takeText(String name) {
        Optional<JsonSlice> value = take(name);
        if (value.isPresent() && !value.get().isString()) {
            throw JsonRequest.wrong(name, "a string");
        }
        return value.map(JsonSlice::text);
    }

    /**
     * Takes out a text that must be there.
     *
     * @param what it must say, such as {@code the name of a model}
     */
    public JsonText needText(String name, String what) {
        JsonText text = takeText(name).orElseThrow(() -> JsonRequest.missing(name));
        if (text.decoded().isBlank()) {
            throw JsonRequest.wrong(name, what);
        }
        return text;
    }

    /** Takes out a word that must be one of these; empty where it is missing. */
    public Optional<String> takeWord(String name, List<String> words) {
        Optional<String> given = takeText(name).map(JsonText::decoded);
        if (given.isPresent() && !words.contains(given.get())) {
            throw JsonRequest.wrong(name, "one of " + String.join(", ", words));
        }
        return given;
    }

    /** Takes out a number between these, both included; empty where it is missing. */
    public Optional<BigDecimal> takeNumber(String name, String least, String most) {
        Optional<JsonSlice> value = take(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> number = value.filter(JsonSlice::isNumber)
                .map(digits -> new BigDecimal(digits.toString()))
                .filter(given -> given.compareTo(new BigDecimal(least)) >= 0)
                .filter(given -> given.compareTo(new BigDecimal(most)) <= 0);
        if (number.isEmpty()) {
            throw JsonRequest.wrong(name, "a number from " + least + " to " + most);
        }
        return number;
    }

    /** Takes out what is true or false; false where it is missing. */
    public boolean takeFlag(String name) {
        return switch (take(name).map(JsonSlice::toString).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw JsonRequest.wrong(name, "true or false");
        };
    }

    /** What nobody took out, by name. */
    public Map<String, JsonSlice> rest() {
        return members;
    }
}
