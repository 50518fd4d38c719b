package poegateway.media.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.core.failure.FailureException;
import poegateway.dialect.request.JsonRequest;
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
            Map<String, JsonSlice> members = JsonRequest.members(cursor);
            return () -> new ImageRequestReader(members).request(List.of(), Optional.empty());
        });
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
        long count = taken("n").map(given -> given.whole().orElse(0)).orElse(1L);
        if (count < 1 || count > COUNT_MAX) {
            throw JsonRequest.wrong("n", "a whole number from 1 to " + COUNT_MAX);
        }
        return (int) count;
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
