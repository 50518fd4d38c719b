package poegateway.media.image;

import com.fasterxml.jackson.core.JsonToken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.core.failure.FailureException;
import poegateway.dialect.JsonRequest;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads requests for pictures, as OpenAI's image interface has them. */
public final class ImageRequestReader {
    private static final int COUNT_MAX = 10;

    private final Map<String, JsonSlice> members;

    ImageRequestReader(Map<String, JsonSlice> members) {
        this.members = members;
    }

    /**
     * Reads a request for new pictures.
     *
     * @throws FailureException when it is none
     */
    public static ImageRequest generation(byte[] body) {
        return JsonRequest.read(body, cursor -> {
            Map<String, JsonSlice> members = flat(cursor);
            return () -> new ImageRequestReader(members).request(List.of(), Optional.empty());
        });
    }

    /** Members that are null count as absent, and those of {@code extra_body} as if they stood outside. */
    static Map<String, JsonSlice> flat(JsonCursor cursor) throws JsonFault {
        Map<String, JsonSlice> members = new LinkedHashMap<>();
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String name = cursor.name();
            if (cursor.need() == JsonToken.START_OBJECT && name.equals("extra_body")) {
                JsonMembers.of(cursor).forEach(members::putIfAbsent);
            } else if (members.put(name, cursor.slice()) != null) {
                throw JsonRequest.refusal("duplicate_key", "The key '" + name + "' appears twice. Send it once.", name);
            }
        }
        members.values().removeIf(JsonSlice::isNull);
        return members;
    }

    /** The request, of whose members those that it knows are taken out. */
    ImageRequest request(List<PictureInput> pictures, Optional<PictureInput> mask) {
        String model = text("model").decoded();
        if (model.isBlank()) {
            throw JsonRequest.wrong("model", "the name of a model");
        }
        JsonText prompt = text("prompt");
        if (prompt.decoded().isBlank()) {
            throw JsonRequest.wrong("prompt", "what is to be seen");
        }
        int count = count();
        ImageRequest.Form form = form();
        boolean stream = flag("stream");
        return new ImageRequest(model, prompt, count, form, stream, members, pictures, mask);
    }

    /** Takes a member out. */
    private Optional<JsonSlice> taken(String name) {
        return Optional.ofNullable(members.remove(name));
    }

    private JsonText text(String name) {
        JsonSlice value = taken(name).orElseThrow(() -> JsonRequest.missing(name));
        if (!value.isString()) {
            throw JsonRequest.wrong(name, "a string");
        }
        return value.text();
    }

    private int count() {
        String given = taken("n").map(JsonSlice::toString).orElse("1");
        if (!given.matches("[1-9]|10")) {
            throw JsonRequest.wrong("n", "a whole number from 1 to " + COUNT_MAX);
        }
        return Integer.parseInt(given);
    }

    private ImageRequest.Form form() {
        return switch (taken("response_format").map(JsonSlice::toString).orElse("")) {
            case "" -> ImageRequest.Form.BOTH;
            case "\"url\"" -> ImageRequest.Form.URL;
            case "\"b64_json\"" -> ImageRequest.Form.BASE64;
            default -> throw JsonRequest.wrong("response_format", "url or b64_json");
        };
    }

    private boolean flag(String name) {
        return switch (taken(name).map(JsonSlice::toString).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw JsonRequest.wrong(name, "true or false");
        };
    }
}
