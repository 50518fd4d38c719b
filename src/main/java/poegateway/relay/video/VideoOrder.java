package poegateway.relay.video;

import java.util.Optional;
import poegateway.wire.ByteSegments;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/**
 * What a video is asked for with.
 *
 * @param model as Poe knows it
 * @param seconds a whole number
 * @param size width and height, such as {@code 1280x720}
 * @param firstFrame the picture that it begins with, in base64
 */
public record VideoOrder(
        String model, JsonText prompt, Optional<String> seconds, Optional<String> size, Optional<JsonText> firstFrame) {
    /** The body that Poe takes. */
    public ByteSegments json() {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("model").value(model).name("prompt").value(prompt);
        seconds.ifPresent(number -> json.name("seconds").value(JsonSlice.of(number)));
        size.ifPresent(wanted -> json.name("size").value(wanted));
        firstFrame.ifPresent(base64 -> json.name("input_image").value(base64));
        return json.endObject().written();
    }
}
