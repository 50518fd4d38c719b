package poegateway.upstream.http1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * A request. Host and Content-Length are added when it is written.
 *
 * @param target path and query
 * @param headers by name
 */
public record Http1Request(String method, String target, Map<String, String> headers, Optional<Content> content) {
    /** The body of a request. */
    public interface Content {
        /** Exact length in bytes. */
        long length();

        /** Writes it whole; asked again only when nothing of the request went out. */
        void writeTo(OutputStream out) throws IOException;
    }

    public Http1Request {
        headers = Map.copyOf(headers);
    }
}
