package poegateway.relay.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.wire.json.JsonText;

/** A file that stands as base64 in a request. It is decoded piece by piece, each time that it is read, and held nowhere. */
public final class InlineFile {
    private final JsonText text;
    private final boolean plain;
    private final long decodedBytes;

    /**
     * Reads the file once.
     *
     * @param text blanks, line ends and escapes may stand between
     * @param digest gets the file
     * @throws FailureException when it is no base64
     */
    public InlineFile(JsonText text, MessageDigest digest) {
        this.text = text;
        this.plain = text.indexOf('\\') < 0 && text.indexOf(' ') < 0;
        if (plain && !isPaddedAtTheEnd()) {
            throw broken(null);
        }
        decodedBytes = readOnce(digest);
    }

    /** Of the file itself, in bytes. */
    long length() {
        return decodedBytes;
    }

    void writeTo(OutputStream out) throws IOException {
        try (InputStream decoded = decoded()) {
            decoded.transferTo(out);
        }
    }

    private long readOnce(MessageDigest digest) {
        try (InputStream characters = characters();
                OutputStream into = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            long bytes = Base64.getDecoder().wrap(characters).transferTo(into);
            characters.transferTo(OutputStream.nullOutputStream()); // the decoder does not look behind the padding
            return bytes;
        } catch (IOException broken) {
            throw broken(broken);
        }
    }

    /** What follows the padding would be left out by whoever decodes a stream. */
    private boolean isPaddedAtTheEnd() {
        int padding = text.indexOf('=');
        int last = text.to() - 1;
        return padding < 0 || padding == last || (padding == last - 1 && text.source()[last] == '=');
    }

    private static FailureException broken(@Nullable IOException cause) {
        return new FailureException(
                new ClientFailure.InvalidRequest(
                        "invalid_value", "A file in a message is not valid base64. Encode its bytes again.", null),
                cause);
    }

    private InputStream decoded() {
        return Base64.getDecoder().wrap(characters());
    }

    private InputStream characters() {
        return plain ? new ByteArrayInputStream(text.source(), text.from(), text.length()) : new Base64Text(text);
    }
}
