package poegateway.media.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.media.Fingerprint;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * A request for pictures.
 *
 * @param model as the caller names it
 * @param prompt what is to be seen
 * @param count how many
 * @param form in which each is to come back
 * @param stream whether the answer is to be a stream of events
 * @param options all other members, by name
 * @param pictures that are to be changed; none where a new one is to be made
 * @param mask which parts of the last of them are to be changed
 */
public record ImageRequest(
        String model,
        JsonText prompt,
        int count,
        Form form,
        boolean stream,
        Map<String, JsonSlice> options,
        List<PictureInput> pictures,
        Optional<PictureInput> mask) {
    /** In which form a picture comes back. */
    public enum Form {
        URL,
        BASE64,
        /** Nobody said: some clients look for the one alone, some for the other. */
        BOTH
    }

    public ImageRequest {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        pictures = List.copyOf(pictures);
    }

    /** The same for equal requests, and for no others. */
    String fingerprint() {
        Fingerprint all = new Fingerprint().add(model).add(prompt.decoded()).add(count + form.name() + stream);
        options.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        option -> all.add(option.getKey()).add(option.getValue().toString()));
        pictures.forEach(picture -> all.add(picture.content()));
        all.add("mask");
        mask.ifPresent(picture -> all.add(picture.content()));
        return all.hex();
    }

    /** Whether pictures are to be changed. */
    public boolean isEdit() {
        return !pictures.isEmpty();
    }
}
