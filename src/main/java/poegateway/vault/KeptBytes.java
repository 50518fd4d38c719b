package poegateway.vault;

import java.time.Instant;

/**
 * Bytes that are kept, all of them.
 *
 * @param owner who alone may have them by their id
 * @param expires when they go at the latest
 */
public record KeptBytes(String id, String owner, Label label, long bytes, Instant created, Instant expires) {}
