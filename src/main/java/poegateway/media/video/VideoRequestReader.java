package poegateway.media.video;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.core.failure.FailureException;
import poegateway.dialect.request.JsonRequest;
import poegateway.media.FormField;
import poegateway.media.MediaMembers;
import poegateway.media.Proportions;
import poegateway.media.image.EditRequestReader;
import poegateway.media.image.PictureInput;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads requests for videos, which come as JSON or as a form. */
public final class VideoRequestReader {
    private static final String MODEL = "model";
    private static final String PROMPT = "prompt";
    private static final String SECONDS = "seconds";
    private static final String SIZE = "size";
    private static final String REFERENCE = "input_reference";
    private static final String URL = "image_url";
    private static final String FILE_ID = "file_id";
    private static final String STANDARD_MODEL = "sora-2";
    private static final int PROMPT_CHARS_MAX = 32_000;
    private static final int OPTIONS_CHARS_MAX = 64 * 1024;

    /** Fields of a form that are texts, whatever they look like. */
    private static final Set<String> TEXTS = Set.of(MODEL, PROMPT, SIZE, "user");

    private final MediaMembers members;

    private VideoRequestReader(MediaMembers members) {
        this.members = members;
    }

    /**
     * Reads a JSON body.
     *
     * @param files of the caller
     * @throws FailureException when it is no such request
     */
    public static VideoRequest json(byte[] body, EditRequestReader.Files files) {
        return JsonRequest.read(body, cursor -> {
            MediaMembers members = MediaMembers.of(cursor);
            return () -> {
                Optional<PictureInput> reference = members.take(REFERENCE).map(given -> picture(given, files));
                return new VideoRequestReader(members).request(reference);
            };
        });
    }

    /**
     * Reads the fields of a form.
     *
     * @param files of the caller
     * @throws FailureException when they are no such request
     */
    public static VideoRequest form(List<FormField> fields, EditRequestReader.Files files) {
        List<FormField> references = fields.stream()
                .filter(field -> field.name().startsWith(REFERENCE))
                .toList();
        if (references.size() > 1) {
            throw JsonRequest.wrong(REFERENCE, "one picture alone");
        }
        List<FormField> others =
                fields.stream().filter(field -> !references.contains(field)).toList();
        return new VideoRequestReader(MediaMembers.of(others, TEXTS))
                .request(references.stream().findFirst().map(field -> picture(field, files)));
    }

    /** A file; or a member of an object, as OpenAI's clients write one into a form. */
    private static PictureInput picture(FormField field, EditRequestReader.Files files) {
        return switch (field.name()) {
            case REFERENCE -> new PictureInput.ByFile(field);
            case REFERENCE + "[" + URL + "]" -> new PictureInput.ByAddress(address(text(field)));
            case REFERENCE + "[" + FILE_ID + "]" -> new PictureInput.ByFile(files.find(text(field), REFERENCE));
            default -> throw notOne();
        };
    }

    private static String text(FormField field) {
        return new String(field.read(), StandardCharsets.UTF_8);
    }

    private static PictureInput picture(JsonSlice given, EditRequestReader.Files files) {
        Map<String, JsonSlice> members = given.isObject() ? JsonMembers.of(given) : Map.of(URL, given);
        JsonSlice id = members.getOrDefault(FILE_ID, JsonSlice.NULL);
        if (id.isString()) {
            return new PictureInput.ByFile(files.find(id.text().decoded(), REFERENCE));
        }
        JsonSlice url = members.getOrDefault(URL, JsonSlice.NULL);
        if (!url.isString()) {
            throw notOne();
        }
        return new PictureInput.ByAddress(address(url.text().decoded()));
    }

    private static FailureException notOne() {
        return JsonRequest.wrong(REFERENCE, "a picture, or an object with '" + URL + "' or '" + FILE_ID + "'");
    }

    private static JsonText address(String url) {
        if (!url.startsWith("https://") && !url.startsWith("data:image/")) {
            throw JsonRequest.wrong(REFERENCE, "an https: URL, or a data: URL of a picture");
        }
        return JsonText.of(url);
    }

    /** The request, of whose members those that it knows are taken out. */
    private VideoRequest request(Optional<PictureInput> reference) {
        String model = text(MODEL).orElse(STANDARD_MODEL);
        String prompt = text(PROMPT).orElseThrow(() -> JsonRequest.missing(PROMPT));
        if (prompt.isBlank() || prompt.length() > PROMPT_CHARS_MAX) {
            throw JsonRequest.wrong(PROMPT, "what is to be seen, in at most " + PROMPT_CHARS_MAX + " characters");
        }
        Optional<String> seconds = seconds();
        Optional<String> size = text(SIZE).filter(given -> !given.equals("auto"));
        size.filter(given -> Proportions.pixels(given).isEmpty()).ifPresent(none -> {
            throw JsonRequest.wrong(SIZE, "a width and a height such as 1280x720");
        });
        return new VideoRequest(model, JsonText.of(prompt), seconds, size, options(), reference);
    }

    private Optional<String> text(String name) {
        Optional<JsonSlice> value = members.take(name);
        value.filter(given -> !given.isString() || given.text().decoded().isBlank())
                .ifPresent(none -> {
                    throw JsonRequest.wrong(name, "a text");
                });
        return value.map(given -> given.text().decoded());
    }

    /** OpenAI's clients write the number as a text. */
    private Optional<String> seconds() {
        Optional<String> given = members.take(SECONDS)
                .map(value -> value.isString() ? value.text().decoded() : value.toString());
        given.filter(value -> !value.matches("[1-9]\\d{0,3}(\\.\\d{1,3})?")).ifPresent(none -> {
            throw JsonRequest.wrong(SECONDS, "a number of seconds");
        });
        return given;
    }

    private Map<String, JsonSlice> options() {
        Map<String, JsonSlice> options = new LinkedHashMap<>();
        long chars = 0;
        for (Map.Entry<String, JsonSlice> member : members.rest().entrySet()) {
            String value = member.getValue().toString();
            chars += member.getKey().length() + value.length();
            if (chars > OPTIONS_CHARS_MAX) {
                throw JsonRequest.wrong(
                        member.getKey(), "shorter: all options together may have " + OPTIONS_CHARS_MAX + " characters");
            }
            options.put(member.getKey(), JsonSlice.of(value));
        }
        return options;
    }
}
