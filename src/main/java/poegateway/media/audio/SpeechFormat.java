package poegateway.media.audio;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import poegateway.fetch.MediaFormat;

/** Formats of speech by OpenAI's names for them. Raw samples are none: nothing in them tells how fast and how they are to be played. */
enum SpeechFormat {
    MP3(List.of("mp3"), MediaFormat.MP3),
    OPUS(List.of("opus", "ogg", "ogg_opus"), MediaFormat.OGG),
    AAC(List.of("aac", "m4a"), MediaFormat.AAC, MediaFormat.M4A),
    FLAC(List.of("flac"), MediaFormat.FLAC),
    WAV(List.of("wav"), MediaFormat.WAV);

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> names;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<MediaFormat> given;

    SpeechFormat(List<String> names, MediaFormat... given) {
        this.names = names;
        this.given = List.of(given);
    }

    static Optional<SpeechFormat> of(String word) {
        return Stream.of(values()).filter(format -> format.word().equals(word)).findFirst();
    }

    /** As OpenAI's clients ask for it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The same in the spelling of a model that declares these. */
    Optional<String> in(List<String> declared) {
        return names.stream()
                .flatMap(name -> declared.stream().filter(name::equalsIgnoreCase))
                .findFirst();
    }

    /** Whether this is what was asked for. */
    boolean isGivenBy(MediaFormat format) {
        return given.contains(format);
    }
}
