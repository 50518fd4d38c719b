package poegateway.relay.upload;

import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A file that is kept for a caller.
 *
 * @param mediaType such as {@code image/png}
 * @param bytes its length
 * @param content opens it; whoever does closes it
 */
public record KeptFile(String name, String mediaType, long bytes, Supplier<InputStream> content) {}
