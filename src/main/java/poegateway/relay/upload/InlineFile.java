package poegateway.relay.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import poegateway.core.ClientFailure;
import poegateway.core.FailureException;
import poegateway.wire.JsonText;

/** A file that stands as base64 in a request. It is decoded piece by piece, each time that it is read, and held nowhere. */
public final class InlineFile {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final byte[] base64;
    private final int from;
    private final int length;
    private final long decodedBytes;

    /**
     * Reads the file once.
     *
     * @param text blanks, line ends and escapes may stand between
     * @param digest gets the file
     * @throws FailureException when it is no base64
     */
    public InlineFile(JsonText text, MessageDigest digest) {
        boolean plain = text.indexOf('\\') < 0 && text.indexOf(' ') < 0;
        if (plain) {
            base64 = text.source();
            from = text.from();
            length = text.length();
        } else {
            base64 = BLANKS.matcher(text.decoded()).replaceAll("").getBytes(StandardCharsets.UTF_8);
            from = 0;
            length = base64.length;
        }
        if (!isPaddedAtTheEnd()) {
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
        try (InputStream decoded = decoded();
                OutputStream into = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            return decoded.transferTo(into);
        } catch (IOException broken) {
            throw broken(broken);
        }
    }

    /** What follows the padding would be left out by whoever decodes a stream. */
    private boolean isPaddedAtTheEnd() {
        int end = from + length;
        int padding = from;
        while (padding < end && base64[padding] != '=') {
            padding++;
        }
        return padding >= end - 2 && (padding >= end - 1 || base64[end - 1] == '=');
    }

    private static FailureException broken(@Nullable IOException cause) {
        return new FailureException(
                new ClientFailure.InvalidRequest(
                        "invalid_value", "A file in a message is no valid base64. Encode its bytes again.", null),
                cause);
    }

    private InputStream decoded() {
        return Base64.getDecoder().wrap(new ByteArrayInputStream(base64, from, length));
    }
}
