package poegateway.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * A field of a form that a caller sent; a file is one too.
 *
 * @param bytes length of its content
 * @param content opens it; it lies in the memory of the request's body
 */
public record FormField(String name, long bytes, Supplier<InputStream> content) {
    /** All of it, as a copy. */
    public byte[] read() {
        try (InputStream in = content.get()) {
            return in.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
