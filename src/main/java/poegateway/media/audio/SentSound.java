package poegateway.media.audio;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.core.MemoryLease;
import poegateway.dialect.request.JsonRequest;
import poegateway.fetch.MediaFormat;
import poegateway.media.FormField;
import poegateway.wire.json.JsonText;

/** Sound that a caller sends, as a file of a prompt. */
final class SentSound {
    private static final int BASE64_PART = 3;
    private static final List<MediaFormat> FORMATS = List.of(
            MediaFormat.MP3,
            MediaFormat.WAV,
            MediaFormat.OGG,
            MediaFormat.FLAC,
            MediaFormat.AAC,
            MediaFormat.M4A,
            MediaFormat.MP4,
            MediaFormat.WEBM);

    private SentSound() {}

    /**
     * As a part of a prompt. It goes as a file and not as sound, since Poe leaves out what is called sound.
     *
     * @param memory pays for it in base64
     * @throws poegateway.core.failure.FailureException when it is none
     */
    static Part.Media part(FormField file, MemoryLease memory) {
        if (file.bytes() == 0) {
            throw JsonRequest.wrong(file.name(), "a file with sound; it is empty");
        }
        long base64Bytes = (file.bytes() + BASE64_PART - 1) / BASE64_PART * Integer.BYTES;
        memory.take(file.bytes() + base64Bytes);
        byte[] bytes = file.read();
        MediaFormat format = MediaFormat.of(Arrays.copyOf(bytes, Math.min(bytes.length, MediaFormat.BEGINNING_BYTES)))
                .filter(FORMATS::contains)
                .orElseThrow(
                        () -> JsonRequest.wrong(file.name(), "sound as MP3, MP4, M4A, WAV, WebM, Ogg, FLAC or AAC"));
        byte[] base64 = Base64.getEncoder().encode(bytes);
        memory.giveBack(file.bytes());
        return new Part.Media(
                MediaKind.DOCUMENT,
                new MediaSource.Inline(JsonText.of(type(format)), new JsonText(base64, 0, base64.length)),
                Optional.of(JsonText.of(name(file, format))),
                Extras.none(Dialect.CHAT));
    }

    /** A film that is sent to be heard counts as sound: nobody is to look at it. */
    private static String type(MediaFormat format) {
        return format.contentType().replace("video/", "audio/");
    }

    /** Some bots look at the end of the name. */
    private static String name(FormField file, MediaFormat format) {
        return file.fileName()
                .map(name -> name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1))
                .filter(name -> !name.isBlank())
                .orElse("sound." + format.name().toLowerCase(Locale.ROOT));
    }
}
