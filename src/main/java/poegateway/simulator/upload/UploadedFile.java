package poegateway.simulator.upload;

/**
 * A file that was uploaded.
 *
 * @param path where it is fetched, such as {@code /base/image/0123…}
 * @param name as the form gave it
 * @param mimeType such as {@code image/png}
 * @param content its bytes; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // kept for tests, never compared
public record UploadedFile(String path, String name, String mimeType, byte[] content) {}
