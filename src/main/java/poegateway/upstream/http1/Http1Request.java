package poegateway.upstream.http1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import poegateway.core.HeaderFields;

/**
 * A request. Host and Content-Length are added when it is written.
 *
 * @param target path and query
 */
public record Http1Request(String method, String target, HeaderFields headers, Optional<Content> content) {
    /** The body of a request. */
    public interface Content {
        /** Exact length in bytes. */
        long length();

        /** Writes it whole; asked again only when nothing of the request went out. */
        void writeTo(OutputStream out) throws IOException;
    }
}
