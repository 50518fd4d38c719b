package poegateway.media.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.core.failure.FailureException;
import poegateway.dialect.request.JsonRequest;
import poegateway.media.FormField;
import poegateway.wire.Utf8;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/** Reads requests to change pictures, which come as a form with files, or as JSON with addresses. */
public final class EditRequestReader {
    private static final String IMAGE = "image";
    private static final String IMAGES = "images";
    private static final String MASK = "mask";
    private static final int PICTURES_MAX = 16;
    private static final int TEXT_BYTES_MAX = 256 * 1024;

    /** Fields of a form that are texts, whatever they look like. */
    private static final Set<String> TEXTS = Set.of("model", "prompt", "size", "quality", "response_format", "user");

    private EditRequestReader() {}

    /**
     * Reads a JSON body.
     *
     * @throws FailureException when it is no such request
     */
    public static ImageRequest json(byte[] body, Files files) {
        return JsonRequest.read(body, cursor -> {
            Map<String, JsonSlice> members = JsonRequest.members(cursor);
            return () -> json(members, files);
        });
    }

    /** Finds files of the caller that a request names by their ids. */
    @FunctionalInterface
    public interface Files {
        /**
         * The file.
         *
         * @param place in the request where it is named
         * @throws FailureException when there is none
         */
        FormField find(String id, String place);
    }

    /**
     * Reads the fields of a form.
     *
     * @throws FailureException when they are no such request
     */
    public static ImageRequest form(List<FormField> fields) {
        Map<String, JsonSlice> members = new LinkedHashMap<>();
        List<PictureInput> pictures = new ArrayList<>();
        Optional<PictureInput> mask = Optional.empty();
        for (FormField field : fields) {
            if (field.name().matches("image(\\[\\d*])?")) {
                pictures.add(new PictureInput.ByFile(field));
            } else if (field.name().equals(MASK)) {
                mask = Optional.of(new PictureInput.ByFile(field));
            } else if (members.put(field.name(), value(field)) != null) {
                throw JsonRequest.refusal(
                        "duplicate_key", "The field '" + field.name() + "' appears twice. Send it once.", field.name());
            }
        }
        return edit(members, pictures, mask);
    }

    private static ImageRequest json(Map<String, JsonSlice> members, Files files) {
        List<PictureInput> pictures = new ArrayList<>();
        for (String name : List.of(IMAGES, IMAGE)) {
            Optional<JsonSlice> value = Optional.ofNullable(members.remove(name));
            value.ifPresent(given -> {
                for (JsonSlice each : given.isArray() ? JsonMembers.elements(given) : List.of(given)) {
                    pictures.add(picture(name, each, files));
                }
            });
        }
        Optional<PictureInput> mask =
                Optional.ofNullable(members.remove(MASK)).map(given -> picture(MASK, given, files));
        return edit(members, pictures, mask);
    }

    private static ImageRequest edit(
            Map<String, JsonSlice> members, List<PictureInput> pictures, Optional<PictureInput> mask) {
        if (pictures.isEmpty()) {
            throw JsonRequest.missing(IMAGE);
        }
        if (pictures.size() > PICTURES_MAX) {
            throw JsonRequest.wrong(IMAGE, "at most " + PICTURES_MAX + " pictures");
        }
        return new ImageRequestReader(members).request(pictures, mask);
    }

    /** A text, or an object that has it as {@code image_url}, or the id of a file. */
    private static PictureInput picture(String param, JsonSlice given, Files files) {
        if (given.isString()) {
            return new PictureInput.ByAddress(given.text());
        }
        Map<String, JsonSlice> members = given.isObject() ? JsonMembers.of(given) : Map.of();
        JsonSlice id = members.getOrDefault("file_id", JsonSlice.NULL);
        if (id.isString()) {
            return new PictureInput.ByFile(files.find(id.text().decoded(), param));
        }
        JsonSlice url = members.getOrDefault("image_url", JsonSlice.NULL);
        if (!url.isString()) {
            throw JsonRequest.wrong(param, "an address, or an object with 'image_url' or 'file_id'");
        }
        return new PictureInput.ByAddress(url.text());
    }

    /** Forms know texts alone: what looks like a number, true or false is meant as such. */
    private static JsonSlice value(FormField field) {
        if (field.bytes() > TEXT_BYTES_MAX) {
            throw JsonRequest.wrong(field.name(), "a string of at most " + TEXT_BYTES_MAX + " bytes");
        }
        byte[] bytes = field.read();
        if (Utf8.firstInvalid(bytes, 0, bytes.length) >= 0) {
            throw JsonRequest.refusal(
                    "invalid_utf8", "The field '" + field.name() + "' is not valid UTF-8.", field.name());
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean literal =
                !TEXTS.contains(field.name()) && text.matches("true|false|-?(0|[1-9]\\d{0,14})(\\.\\d{1,15})?");
        return JsonSlice.of(literal ? text : Json.quoted(text));
    }
}
