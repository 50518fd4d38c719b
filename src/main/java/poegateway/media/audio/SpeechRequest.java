package poegateway.media.audio;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * A request for speech.
 *
 * @param model as the caller names it
 * @param input what is to be said
 * @param voice who says it
 * @param instructions how it is to be said
 * @param speed 1 is that of the voice
 * @param format absent where any will do
 * @param events whether the sound is to come in events, and not as it is
 * @param options all other members, by name
 */
public record SpeechRequest(
        String model,
        JsonText input,
        Optional<String> voice,
        Optional<JsonText> instructions,
        Optional<BigDecimal> speed,
        Optional<SpeechFormat> format,
        boolean events,
        Map<String, JsonSlice> options) {
    public SpeechRequest {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}
