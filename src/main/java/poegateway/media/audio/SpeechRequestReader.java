package poegateway.media.audio;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.core.failure.FailureException;
import poegateway.dialect.request.JsonRequest;
import poegateway.media.MediaMembers;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads requests for speech, as OpenAI's audio interface has them. */
public final class SpeechRequestReader {
    private static final String VOICE = "voice";
    private static final String FORMAT = "response_format";

    private SpeechRequestReader() {}

    /**
     * Reads a request.
     *
     * @throws FailureException when it is none
     */
    public static SpeechRequest read(byte[] body) {
        return JsonRequest.read(body, cursor -> {
            MediaMembers members = MediaMembers.of(cursor);
            return () -> request(members);
        });
    }

    private static SpeechRequest request(MediaMembers members) {
        String model = members.needText("model", "the name of a model").decoded();
        JsonText input = members.needText("input", "what is to be said");
        Optional<String> voice = members.take(VOICE).map(SpeechRequestReader::voice);
        Optional<JsonText> instructions =
                members.takeText("instructions").filter(text -> !text.decoded().isBlank());
        Optional<BigDecimal> speed = members.takeNumber("speed", "0.25", "4");
        Optional<SpeechFormat> format =
                members.takeText(FORMAT).map(JsonText::decoded).map(SpeechRequestReader::format);
        boolean events = members.takeWord("stream_format", List.of("audio", "sse"))
                .filter("sse"::equals)
                .isPresent();
        return new SpeechRequest(model, input, voice, instructions, speed, format, events, members.rest());
    }

    /** A name, or an object that has it as {@code id}. */
    private static String voice(JsonSlice given) {
        Map<String, JsonSlice> members = given.isObject() ? JsonMembers.of(given) : Map.of(VOICE, given);
        JsonSlice name = members.getOrDefault(given.isObject() ? "id" : VOICE, JsonSlice.NULL);
        if (!name.isString() || name.text().decoded().isBlank()) {
            throw JsonRequest.wrong(VOICE, "the name of a voice");
        }
        return name.text().decoded();
    }

    private static SpeechFormat format(String word) {
        if (word.equals("pcm")) {
            throw JsonRequest.refusal(
                    "unsupported_value",
                    "'" + FORMAT
                            + "' pcm is not available: raw samples do not say how fast to play them. Ask for wav, "
                            + "which has the same samples with a header that does. Nothing was sent to Poe.",
                    FORMAT);
        }
        return SpeechFormat.of(word).orElseThrow(() -> JsonRequest.wrong(FORMAT, "mp3, opus, aac, flac or wav"));
    }
}
