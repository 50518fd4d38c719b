package poegateway.media.video;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import poegateway.media.Fingerprint;
import poegateway.media.image.PictureInput;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * A request for a video. It holds nothing of the body it was read from but the first picture.
 *
 * @param model as the caller names it
 * @param prompt what is to be seen
 * @param seconds how long it is to be, as a number in a text
 * @param size width and height, such as {@code 1280x720}
 * @param options all other members, by name
 * @param firstFrame the picture that it begins with
 */
public record VideoRequest(
        String model,
        JsonText prompt,
        Optional<String> seconds,
        Optional<String> size,
        Map<String, JsonSlice> options,
        Optional<PictureInput> firstFrame) {
    public VideoRequest {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** The same for equal requests, and for no others. */
    String fingerprint() {
        Fingerprint all = new Fingerprint().add("video").add(model).add(prompt.decoded());
        all.add(seconds.orElse("")).add(size.orElse(""));
        options.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        option -> all.add(option.getKey()).add(option.getValue().toString()));
        all.add("first frame");
        firstFrame.ifPresent(picture -> all.add(picture.content()));
        return all.hex();
    }
}
