package poegateway.simulator.upload;

import java.nio.charset.StandardCharsets;

/**
 * A field of a form.
 *
 * @param fileName empty when it is no file
 * @param contentType as the form gives it; empty when it gives none
 * @param content its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record FormPart(String name, String fileName, String contentType, byte[] content) {
    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
