package poegateway.front.body;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A field of a form.
 *
 * @param contentType as the caller gave it
 * @param bytes length of its content
 * @param content opens its content, which lies in the body of the request
 */
public record FormField(String name, Optional<String> contentType, long bytes, Supplier<InputStream> content) {}
