package poegateway.front.body;

import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import poegateway.config.ServerConfig;
import poegateway.core.MemoryLease;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.media.FormField;
import poegateway.vault.Vault;

/**
 * A {@code multipart/form-data} body, taken apart by Jetty's parser as it comes. What is large goes to disk, and is gone when this
 * is closed.
 */
public final class FormData implements AutoCloseable {
    public static final String TYPE = "multipart/form-data";
    private static final int FIELDS_MAX = 100;
    private static final int HEAD_BYTES_MAX = 8 * 1024;

    private final FormParts parts;
    private final MultiPart.Parser parser;

    /**
     * A form that is still to come.
     *
     * @param contentType of the body, with its boundary
     * @param memory pays for what is in memory of it
     * @throws FailureException with the code {@code invalid_multipart}
     */
    public FormData(String contentType, Vault vault, MemoryLease memory) {
        String boundary = MultiPart.extractBoundary(contentType);
        if (boundary == null) {
            throw invalid("its Content-Type has no boundary");
        }
        parts = new FormParts(vault, memory);
        parser = new MultiPart.Parser(boundary, parts);
        parser.setMaxParts(FIELDS_MAX);
        parser.setPartHeadersMaxLength(HEAD_BYTES_MAX);
    }

    /**
     * Reads it to its end.
     *
     * @return its length in bytes
     * @throws FailureException when it is malformed, too large, too slow, or there is no room for it
     */
    public long read(BodyReader body, ServerConfig limits) throws IOException {
        long length = body.pour(limits.uploadLimit().bytes(), "server.upload-limit", piece -> {
            parser.parse(Content.Chunk.from(piece, false));
            check();
        });
        parser.parse(Content.Chunk.EOF);
        check();
        return length;
    }

    private void check() {
        if (parts.isMalformed()) {
            throw invalid("its parts, at most " + FIELDS_MAX + ", do not end where they should");
        }
        parts.rethrow();
    }

    /** The fields, in their order. */
    public List<FormField> fields() {
        return parts.fields();
    }

    @Override
    public void close() {
        parts.close();
    }

    private static FailureException invalid(String why) {
        return new FailureException(new ClientFailure.InvalidRequest(
                "invalid_multipart",
                "The body is not valid multipart/form-data: " + why + ". Let an HTTP library build it.",
                null));
    }
}
