package poegateway.media.audio;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import poegateway.catalog.ModelCard;
import poegateway.catalog.ModelParameter;
import poegateway.catalog.ModelParameter.Values;
import poegateway.media.ParameterWriter;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonSlice;

/** Says voice, speed, manner and format of speech in the parameters that its model declares. */
final class SpeechOptions {
    private static final String VOICE = "voice";
    private static final String SPEED = "speed";
    private static final String FORMAT = "response_format";
    private static final String INSTRUCTIONS = "instructions";
    private static final List<String> VOICES = List.of(VOICE, "voice_id", "voice_1");
    private static final List<String> FORMATS = List.of("output_format", "format", "audio_format");
    private static final List<String> MANNERS = List.of("style_prompt", "style");

    /**
     * Voices of OpenAI's own, one of which its clients must name: a model that does not have it speaks in its own voice. All
     * other names are meant as they stand.
     */
    private static final Set<String> STANDARD_VOICES = Set.of(
            "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage", "shimmer",
            "verse");

    private final SpeechRequest asked;
    private final Optional<ModelCard> card;
    private final ParameterWriter writer;

    private SpeechOptions(SpeechRequest asked, Optional<ModelCard> card, ParameterWriter writer) {
        this.asked = asked;
        this.card = card;
        this.writer = writer;
    }

    /**
     * Writes the options for a model.
     *
     * @throws poegateway.core.failure.FailureException with {@link poegateway.core.failure.ClientFailure.ValueNotOfModel}
     */
    static void write(SpeechRequest asked, Optional<ModelCard> card, ParameterWriter writer) {
        new SpeechOptions(asked, card, writer).write();
    }

    private void write() {
        asked.options().forEach((name, value) -> writer.write(name, List.of(name), value));
        asked.voice().ifPresent(this::writeVoice);
        asked.speed().ifPresent(this::writeSpeed);
        asked.instructions()
                .ifPresent(text -> writer.write(INSTRUCTIONS, MANNERS, JsonSlice.of(Json.quoted(text.decoded()))));
        writeFormat();
    }

    private void writeVoice(String voice) {
        Optional<ModelParameter> parameter = writer.declared(VOICES);
        Optional<String> known = parameter.flatMap(declared -> spelled(declared, voice));
        if (parameter.isPresent() && known.isPresent()) {
            writer.put(parameter.get(), JsonSlice.of(Json.quoted(known.get())));
        } else if (STANDARD_VOICES.contains(voice) && !takesAnyText(parameter) && card.isPresent()) {
            writer.drop(VOICE);
        } else {
            writer.write(VOICE, VOICES, JsonSlice.of(Json.quoted(voice)));
        }
    }

    /** The same voice as the model declares it, be it in another letter case or with more words behind it. */
    private static Optional<String> spelled(ModelParameter parameter, String voice) {
        List<String> declared = texts(parameter);
        return declared.stream()
                .filter(voice::equalsIgnoreCase)
                .findFirst()
                .or(() -> declared.stream()
                        .filter(text -> text.regionMatches(true, 0, voice + " - ", 0, voice.length() + 3))
                        .findFirst());
    }

    private void writeSpeed(BigDecimal speed) {
        Optional<ModelParameter> parameter = writer.declared(List.of(SPEED));
        if (parameter.isEmpty() && card.isPresent()) {
            if (speed.compareTo(BigDecimal.ONE) != 0) {
                writer.drop(SPEED);
            }
            return;
        }
        Optional<String> listed = parameter.flatMap(declared -> sameNumber(declared, speed));
        if (parameter.isPresent() && listed.isPresent()) {
            writer.put(parameter.get(), JsonSlice.of(Json.quoted(listed.get())));
        } else if (parameter.isPresent() && parameter.get().values() instanceof Values.OneOf some) {
            writer.refuse(SPEED, "one of " + String.join(", ", some.texts()));
        } else {
            writer.write(SPEED, List.of(SPEED), JsonSlice.of(speed.toPlainString()));
        }
    }

    /** Some models have speeds as texts. */
    private static Optional<String> sameNumber(ModelParameter parameter, BigDecimal speed) {
        return texts(parameter).stream()
                .filter(text -> text.matches("\\d{1,3}(\\.\\d{1,3})?"))
                .filter(text -> new BigDecimal(text).compareTo(speed) == 0)
                .findFirst();
    }

    /** Nearly all models that do not say give MP3, and none can be told another format. */
    private void writeFormat() {
        Optional<ModelParameter> parameter = writer.declared(FORMATS);
        List<String> declared = parameter.map(SpeechOptions::texts).orElse(List.of());
        SpeechFormat wanted = asked.format().orElse(SpeechFormat.MP3);
        Optional<String> known = wanted.in(declared);
        if (parameter.isPresent() && known.isPresent()) {
            writer.put(parameter.get(), JsonSlice.of(Json.quoted(known.get())));
        } else if (asked.format().isPresent() && (wanted != SpeechFormat.MP3 || !declared.isEmpty())) {
            writer.refuse(FORMAT, declared.isEmpty() ? "mp3" : "one of " + String.join(", ", declared));
        }
    }

    private static boolean takesAnyText(Optional<ModelParameter> parameter) {
        return parameter
                .filter(declared -> declared.values() instanceof Values.AnyText)
                .isPresent();
    }

    private static List<String> texts(ModelParameter parameter) {
        return parameter.values() instanceof Values.OneOf some ? some.texts() : List.of();
    }
}
