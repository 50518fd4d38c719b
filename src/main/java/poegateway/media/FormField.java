package poegateway.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A field of a form that a caller sent; a file is one too.
 *
 * @param fileName name of the file, as the form says
 * @param mediaType type of the field, as the form says
 * @param bytes length of its content
 * @param content opens it; it is there as long as the body of the request
 */
public record FormField(
        String name, Optional<String> fileName, Optional<String> mediaType, long bytes, Supplier<InputStream> content) {
    /** One of which only its name is known. */
    public FormField(String name, long bytes, Supplier<InputStream> content) {
        this(name, Optional.empty(), Optional.empty(), bytes, content);
    }

    /** All of it, as a copy. */
    public byte[] read() {
        try (InputStream in = content.get()) {
            return in.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
