package poegateway.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;

/** An answer that is all there: Poe's reply is closed already. */
final class WholeAnswer implements Answer {
    private static final byte[] NONE = {};

    private final Map<String, String> headers;
    private final byte[] body;
    private final boolean stream;

    private WholeAnswer(Map<String, String> headers, byte[] body, boolean stream) {
        this.headers = headers;
        this.body = body;
        this.stream = stream;
    }

    static WholeAnswer json(Map<String, String> headers, byte[] body) {
        return new WholeAnswer(headers, body, false);
    }

    /** A stream that was made from a whole reply. */
    static WholeAnswer events(Map<String, String> headers, byte[] events) {
        return new WholeAnswer(headers, events, true);
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public OptionalLong length() {
        return stream ? OptionalLong.empty() : OptionalLong.of(body.length);
    }

    @Override
    public void pourInto(OutputStream out) throws IOException {
        out.write(body, 0, body.length);
    }

    @Override
    public byte[] heartbeat() {
        return NONE;
    }

    @Override
    public void close() {}
}
