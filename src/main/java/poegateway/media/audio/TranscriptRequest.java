package poegateway.media.audio;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import poegateway.media.FormField;
import poegateway.wire.json.JsonSlice;

/**
 * A request for what was said.
 *
 * @param model as the caller names it
 * @param sound the file that is to be heard
 * @param english whether it is to be said in English, whatever the speech is in
 * @param language that is spoken
 * @param hint words that may occur, or what was said before
 * @param temperature how freely the model chooses its words
 * @param form in which the answer comes
 * @param options all other fields, by name
 */
public record TranscriptRequest(
        String model,
        FormField sound,
        boolean english,
        Optional<String> language,
        Optional<String> hint,
        Optional<BigDecimal> temperature,
        Form form,
        Map<String, JsonSlice> options) {
    /** In which form the answer comes. */
    public enum Form {
        JSON,
        TEXT,
        EVENTS
    }

    public TranscriptRequest {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}
