package poegateway.simulator.http1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.simulator.wire.ServerContext;

/** Reads requests of HTTP/1.1, strictly: what a careful server would refuse is refused. */
final class Http1RequestReader {
    /** Bytes of the line before a chunk. */
    private static final int CHUNK_LINE_BYTES = 1024;

    private final Http1Input in;

    Http1RequestReader(Http1Input in) {
        this.in = in;
    }

    /** The next head, or null when the peer closed between requests. */
    @Nullable
    Http1Head head() throws IOException {
        if (!in.fill()) {
            return null;
        }
        String first = in.line(ServerContext.HEAD_LIMIT_BYTES);
        String[] words = first.split(" ", -1);
        if (words.length != 3 || !words[1].startsWith("/")) {
            throw new Http1Refusal(400, "not a request line: " + first);
        }
        if (!words[2].equals("HTTP/1.1")) {
            throw new Http1Refusal(505, "HTTP/1.1 is spoken here, not " + words[2]);
        }
        Map<String, String> headers = headers(ServerContext.HEAD_LIMIT_BYTES - first.length());
        String[] target = words[1].split("\\?", 2);
        String query = target.length == 2 ? target[1] : "";
        return new Http1Head(words[0], target[0], query, headers, bodyBytes(headers));
    }

    private Map<String, String> headers(int limitBytes) throws IOException {
        Map<String, String> headers = new HashMap<>();
        int left = limitBytes;
        for (String line = in.line(left); !line.isEmpty(); line = in.line(left)) {
            left = Math.max(0, left - line.length());
            int colon = line.indexOf(':');
            if (colon < 1 || line.substring(0, colon).chars().anyMatch(c -> c <= ' ')) {
                throw new Http1Refusal(400, "not a header: " + line);
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.put(name, line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static long bodyBytes(Map<String, String> headers) throws Http1Refusal {
        String coding = headers.get("transfer-encoding");
        String length = headers.get("content-length");
        if (coding != null) {
            if (length != null || !coding.equalsIgnoreCase("chunked")) {
                throw new Http1Refusal(400, "a body is either chunked or has a content-length");
            }
            return Http1Head.CHUNKED;
        }
        if (length == null) {
            return 0;
        }
        if (!length.matches("\\d{1,18}")) {
            throw new Http1Refusal(400, "not a content-length: " + length);
        }
        return Long.parseLong(length);
    }

    byte[] body(Http1Head head) throws IOException {
        if (head.bodyBytes() == Http1Head.CHUNKED) {
            return chunks();
        }
        checkLimit(head.bodyBytes());
        return in.bytes((int) head.bodyBytes());
    }

    /** @throws Http1Refusal when a body of that length is too large */
    static void checkLimit(long bodyBytes) throws Http1Refusal {
        if (bodyBytes > ServerContext.BODY_LIMIT_BYTES) {
            throw new Http1Refusal(413, "a body may have " + ServerContext.BODY_LIMIT_BYTES + " bytes");
        }
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            checkLimit((long) body.size() + size);
            body.writeBytes(in.bytes(size));
            if (!in.line(CHUNK_LINE_BYTES).isEmpty()) {
                throw new Http1Refusal(400, "a chunk is longer than its size says");
            }
        }
        headers(ServerContext.HEAD_LIMIT_BYTES); // trailers, of no use here
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String size = in.line(CHUNK_LINE_BYTES).split(";", 2)[0].strip();
        if (!size.matches("[0-9a-fA-F]{1,7}")) {
            throw new Http1Refusal(400, "not a chunk size: " + size);
        }
        return Integer.parseInt(size, 16);
    }
}
