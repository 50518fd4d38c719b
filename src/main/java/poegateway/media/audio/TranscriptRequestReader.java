package poegateway.media.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import poegateway.core.failure.FailureException;
import poegateway.dialect.request.JsonRequest;
import poegateway.media.FormField;
import poegateway.media.MediaMembers;
import poegateway.media.audio.TranscriptRequest.Form;
import poegateway.wire.json.JsonText;

/** Reads requests for what was said, which come as a form with the sound as a file. */
public final class TranscriptRequestReader {
    private static final String FILE = "file";
    private static final String FORMAT = "response_format";

    /** Fields of a form that are texts, whatever they look like. */
    private static final Set<String> TEXTS = Set.of("model", "language", "prompt", FORMAT);

    /** Forms that say when each word or sentence was said, or by whom; models of Poe's do not tell. */
    private static final Set<String> WITH_TIMES = Set.of("verbose_json", "srt", "vtt", "diarized_json");

    /** What no model of Poe's is asked for: cuts of the sound, times, and how certain each word is. */
    private static final List<String> UNSERVED = List.of(
            "timestamp_granularities",
            "timestamp_granularities[]",
            "include",
            "include[]",
            "known_speaker_names",
            "known_speaker_names[]",
            "known_speaker_references",
            "known_speaker_references[]");

    private TranscriptRequestReader() {}

    /**
     * Reads the fields of a form.
     *
     * @param english whether what was said is to be told in English
     * @throws FailureException when they are no such request
     */
    public static TranscriptRequest form(List<FormField> fields, boolean english) {
        List<FormField> texts = new ArrayList<>(fields);
        texts.removeIf(field -> field.name().equals(FILE));
        refuseUnserved(texts);
        MediaMembers members = MediaMembers.of(texts, TEXTS);
        String model = members.needText("model", "the name of a model").decoded();
        FormField sound = sound(fields);
        boolean stream = members.takeFlag("stream");
        Form form = form(members.takeText(FORMAT).map(JsonText::decoded).orElse("json"));
        members.take("chunking_strategy"); // how the sound is cut is left to the model
        return new TranscriptRequest(
                model,
                sound,
                english,
                text(members, "language"),
                text(members, "prompt"),
                members.takeNumber("temperature", "0", "1"),
                stream ? Form.EVENTS : form,
                members.rest());
    }

    private static FormField sound(List<FormField> fields) {
        List<FormField> sounds =
                fields.stream().filter(field -> field.name().equals(FILE)).toList();
        if (sounds.isEmpty()) {
            throw JsonRequest.missing(FILE);
        }
        if (sounds.size() > 1) {
            throw JsonRequest.wrong(FILE, "one file");
        }
        return sounds.getFirst();
    }

    private static Optional<String> text(MediaMembers members, String name) {
        return members.takeText(name).map(JsonText::decoded).filter(text -> !text.isBlank());
    }

    private static Form form(String word) {
        if (WITH_TIMES.contains(word)) {
            throw JsonRequest.refusal(
                    "unsupported_value",
                    "'" + FORMAT + "' " + word
                            + " is not available: no model on Poe tells when or by whom a word was said. Ask for "
                            + "json or text. Nothing was sent to Poe.",
                    FORMAT);
        }
        return switch (word) {
            case "json" -> Form.JSON;
            case "text" -> Form.TEXT;
            default -> throw JsonRequest.wrong(FORMAT, "json or text");
        };
    }

    private static void refuseUnserved(List<FormField> fields) {
        fields.stream()
                .map(FormField::name)
                .filter(UNSERVED::contains)
                .findFirst()
                .ifPresent(name -> {
                    throw JsonRequest.refusal(
                            "unsupported_parameter",
                            "'" + name
                                    + "' is not available: no model on Poe tells when, by whom or how certainly a "
                                    + "word was said. Leave it out. Nothing was sent to Poe.",
                            name);
                });
    }
}
