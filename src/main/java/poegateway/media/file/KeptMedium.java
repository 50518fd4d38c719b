package poegateway.media.file;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import poegateway.fetch.MediaFormat;
import poegateway.fetch.MediaPart;
import poegateway.media.MediaBytes;
import poegateway.vault.VaultReader;

/** A medium that is kept here, or a part of it. */
public record KeptMedium(MediaFormat format, Optional<MediaPart> part, VaultReader reader)
        implements MediaBytes.Opened {
    @Override
    public OptionalLong length() {
        return OptionalLong.of(part.map(MediaPart::length).orElse(reader.length()));
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        reader.writeTo(out, part.map(MediaPart::from).orElse(0L), length().orElseThrow());
    }

    @Override
    public void close() {
        reader.close();
    }
}
