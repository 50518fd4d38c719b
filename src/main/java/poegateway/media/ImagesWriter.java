package poegateway.media;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.core.Usage;
import poegateway.fetch.MediaFormat;
import poegateway.wire.ByteSegments;
import poegateway.wire.JsonSlice;
import poegateway.wire.JsonWriter;

/**
 * Writes pictures in OpenAI's form.
 *
 * @param createdSeconds when they were made, in seconds since 1970
 * @param pictures in the order in which they were asked for
 * @param usage of all calls together; empty where nobody told
 * @param said options of the request that the model was told
 */
record ImagesWriter(long createdSeconds, List<Picture> pictures, Optional<Usage> usage, Map<String, JsonSlice> said) {
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> ECHOED = Set.of("background", "quality", "size");
    private static final List<MediaFormat> NAMED = List.of(MediaFormat.PNG, MediaFormat.JPEG, MediaFormat.WEBP);

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
        echo(pictures.getFirst(), json);
        usage(json);
        return json.endObject().written();
    }

    /** One event for each, the last with what all of them cost. */
    ByteSegments events(boolean edit) {
        String type = edit ? "image_edit.completed" : "image_generation.completed";
        JsonWriter json = new JsonWriter();
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture = pictures.get(i);
            json.raw(("event: " + type + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
            json.beginObject().name("type").word(type);
            content(picture, json);
            json.name("created_at").value(createdSeconds);
            echo(picture, json);
            if (i == pictures.size() - 1) {
                usage(json);
            }
            json.endObject().raw(END);
        }
        return json.written();
    }

    private static void content(Picture picture, JsonWriter json) {
        picture.url().ifPresent(url -> json.name("url").value(url));
        picture.base64().ifPresent(bytes -> json.name("b64_json").value(bytes));
    }

    private void echo(Picture picture, JsonWriter json) {
        ECHOED.stream().sorted().forEach(name -> {
            JsonSlice value = said.get(name);
            if (value != null && value.isString()) {
                json.name(name).value(value);
            }
        });
        picture.format()
                .filter(NAMED::contains)
                .ifPresent(format -> json.name("output_format").word(format.word()));
    }

    /** Poe does not tell which of the tokens are of pictures: all count as those of text. */
    private void usage(JsonWriter json) {
        usage.ifPresent(counted -> {
            json.name("usage").beginObject();
            json.name("input_tokens").value(counted.inputTokens());
            json.name("output_tokens").value(counted.outputTokens());
            json.name("total_tokens").value(counted.inputTokens() + counted.outputTokens());
            json.name("input_tokens_details").beginObject();
            json.name("text_tokens").value(counted.inputTokens());
            json.name("image_tokens").value(0);
            json.endObject().endObject();
        });
    }
}
