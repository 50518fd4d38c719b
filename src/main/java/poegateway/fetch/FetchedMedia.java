package poegateway.fetch;

/**
 * A medium that was fetched.
 *
 * @param bytes all of it; they belong to the lease that paid for them, and must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // it is handed on once, and never compared
public record FetchedMedia(byte[] bytes, MediaFormat format) {}
