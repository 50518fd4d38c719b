package poegateway.media.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import poegateway.core.Usage;
import poegateway.fetch.MediaFormat;
import poegateway.wire.ByteSegments;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonWriter;

/**
 * Writes pictures in OpenAI's form.
 *
 * @param createdSeconds when they were made, in seconds since 1970
 * @param pictures in the order in which they were asked for
 * @param usage of all calls together; empty where nobody told
 * @param said options of the request that the model was told
 */
record ImagesWriter(long createdSeconds, List<Picture> pictures, Optional<Usage> usage, Map<String, JsonSlice> said) {
    private static final JsonSlice AUTO = JsonSlice.of("\"auto\"");
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final List<MediaFormat> NAMED = List.of(MediaFormat.PNG, MediaFormat.JPEG, MediaFormat.WEBP);
    private static final Usage UNTOLD = new Usage(0, 0);

    /** What may be told of options, in the words that OpenAI's clients know; models have others. */
    private static final Map<String, Pattern> TOLD = new TreeMap<>(Map.of(
            "background", Pattern.compile("\"(transparent|opaque)\""),
            "quality", Pattern.compile("\"(low|medium|high|xhigh|max)\""),
            "size", Pattern.compile("\"\\d+x\\d+\"")));

    ImagesWriter {
        pictures = List.copyOf(pictures);
        said = Map.copyOf(said);
    }

    /** All in one object. */
    ByteSegments whole() {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("created").value(createdSeconds).name("data").beginArray();
        for (Picture picture : pictures) {
            content(picture, json.beginObject());
            json.endObject();
        }
        json.endArray();
        TOLD.keySet()
                .forEach(name -> told(name).ifPresent(value -> json.name(name).value(value)));
        format(pictures.getFirst(), json);
        usage.ifPresent(counted -> usage(counted, json));
        return json.endObject().written();
    }

    /** One event for each, the last with what all of them cost. OpenAI's clients want all members in each. */
    ByteSegments events(boolean edit) {
        String type = edit ? "image_edit.completed" : "image_generation.completed";
        JsonWriter json = new JsonWriter();
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture = pictures.get(i);
            json.raw(("event: " + type + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
            json.beginObject().name("type").word(type);
            content(picture, json);
            json.name("created_at").value(createdSeconds);
            TOLD.keySet().forEach(name -> json.name(name).value(told(name).orElse(AUTO)));
            format(picture, json);
            usage(i == pictures.size() - 1 ? usage.orElse(UNTOLD) : UNTOLD, json);
            json.endObject().raw(END);
        }
        return json.written();
    }

    private static void content(Picture picture, JsonWriter json) {
        picture.url().ifPresent(url -> json.name("url").value(url));
        picture.base64().ifPresent(bytes -> json.name("b64_json").value(bytes));
    }

    private Optional<JsonSlice> told(String name) {
        Pattern known = TOLD.get(name);
        return Optional.ofNullable(said.get(name))
                .filter(value ->
                        known != null && known.matcher(value.toString()).matches());
    }

    private static void format(Picture picture, JsonWriter json) {
        picture.format()
                .filter(NAMED::contains)
                .ifPresent(format -> json.name("output_format").word(format.word()));
    }

    /** Poe does not tell which of the tokens are of pictures: all count as those of text. */
    private static void usage(Usage counted, JsonWriter json) {
        json.name("usage").beginObject();
        json.name("input_tokens").value(counted.inputTokens());
        json.name("output_tokens").value(counted.outputTokens());
        json.name("total_tokens").value(counted.inputTokens() + counted.outputTokens());
        json.name("input_tokens_details").beginObject();
        json.name("text_tokens").value(counted.inputTokens());
        json.name("image_tokens").value(0);
        json.endObject().endObject();
    }
}
