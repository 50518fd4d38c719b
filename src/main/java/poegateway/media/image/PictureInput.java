package poegateway.media.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.dialect.request.JsonRequest;
import poegateway.fetch.MediaFormat;
import poegateway.media.FormField;
import poegateway.wire.json.JsonText;

/** A picture that a caller sends. */
public sealed interface PictureInput {
    /** By its address, which may hold the picture itself. */
    record ByAddress(JsonText url) implements PictureInput {}

    /** In a form. */
    record ByFile(FormField file) implements PictureInput {}

    /**
     * As a part of a prompt.
     *
     * @param memory pays for a file in base64
     * @throws FailureException when a file is no picture
     */
    default Part.Media part(MemoryLease memory) {
        MediaSource source = switch (this) {
            case ByAddress address -> MediaSource.of(address.url);
            case ByFile sent -> inline(sent.file, memory);
        };
        return new Part.Media(MediaKind.IMAGE, source, Optional.empty(), Extras.none(Dialect.CHAT));
    }

    /** What it is, for whoever compares it. */
    default byte[] content() {
        return switch (this) {
            case ByAddress address -> address.url.decoded().getBytes(StandardCharsets.UTF_8);
            case ByFile sent -> sent.file.read();
        };
    }

    private static MediaSource inline(FormField file, MemoryLease memory) {
        memory.take(file.bytes() + PictureCall.base64Bytes(file.bytes()));
        byte[] bytes = file.read();
        byte[] beginning = Arrays.copyOf(bytes, Math.min(bytes.length, MediaFormat.BEGINNING_BYTES));
        MediaFormat format = MediaFormat.of(beginning, MediaFormat.Kind.PICTURE)
                .orElseThrow(() -> JsonRequest.wrong(file.name(), "a picture as PNG, JPEG, WebP or GIF"));
        byte[] base64 = Base64.getEncoder().encode(bytes);
        memory.giveBack(file.bytes());
        return new MediaSource.Inline(JsonText.of(format.contentType()), new JsonText(base64, 0, base64.length));
    }
}
