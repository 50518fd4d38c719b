package poegateway.front.body;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request as it comes over the connection. It is opened when it is first read, and not before: that is what
 * tells a caller to send who waits for it ({@code Expect: 100-continue}).
 */
public final class BodySource extends InputStream {
    private static final String CONTINUE = "100-continue";
    private static final String HTTP1 = "HTTP/1";

    private final HttpServletRequest request;
    private final long declaredBytes;
    private @Nullable InputStream opened;
    private long readBytes;
    private boolean ended;

    public BodySource(HttpServletRequest request) {
        this.request = request;
        this.declaredBytes = request.getContentLengthLong();
        this.ended = declaredBytes == 0
                || (declaredBytes < 0 && isHttp1() && request.getHeader("transfer-encoding") == null);
    }

    /** The Content-Length; -1 when there is none. */
    public long declaredBytes() {
        return declaredBytes;
    }

    /** Whether all of it was read, or there is none. */
    public boolean isComplete() {
        return ended;
    }

    /** Whether the caller waits to be told to send, so that perhaps nothing comes. */
    boolean isAwaited() {
        return opened == null && CONTINUE.equalsIgnoreCase(request.getHeader("expect"));
    }

    /** Whether the connection serves one request after another, so that this one must be read to its end first. */
    public boolean isHttp1() {
        return request.getProtocol().regionMatches(true, 0, HTTP1, 0, HTTP1.length());
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        int read = stream().read(bytes, offset, length);
        readBytes += Math.max(0, read);
        ended = read < 0 || readBytes == declaredBytes;
        return read;
    }

    private InputStream stream() throws IOException {
        InputStream stream = opened;
        if (stream == null) {
            stream = request.getInputStream();
            opened = stream;
        }
        return stream;
    }
}
