package poegateway.simulator.http1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;
import poegateway.simulator.script.Script.Framing;
import poegateway.simulator.wire.OpenRequest;
import poegateway.simulator.wire.ReplyOutput;

/**
 * A reply over HTTP/1.1. The faults of HTTP/2 are replaced by their nearest equivalent: a refused stream and GOAWAY as a
 * connection that closes before any byte.
 */
final class Http1Output implements ReplyOutput {
    private final Socket socket;
    private final OutputStream out;
    private final OpenRequest openRequest;
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private Framing framing = Framing.UNTIL_CLOSE;
    private long bytesLeft;
    private boolean closes;
    private boolean over;
    private volatile boolean ending;

    /** @param closes whether the connection ends with this reply in any case */
    Http1Output(Socket socket, OpenRequest openRequest, boolean closes) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.openRequest = openRequest;
        this.closes = closes;
    }

    /** Whether the next request may come on this connection; known once the reply was sent. */
    boolean keepsAlive() {
        return over && !closes;
    }

    /** Whether the peer may rightly believe, from now on, that it has the whole reply. */
    boolean isEnding() {
        return ending;
    }

    @Override
    public void informational(int status, Map<String, String> headers) throws IOException {
        appendHead(status, headers);
        append("\r\n");
        flush();
    }

    @Override
    public void head(int status, Map<String, String> headers, Framing bodyFraming, long bodyBytes) {
        framing = bodyFraming;
        bytesLeft = bodyBytes;
        closes |= framing == Framing.UNTIL_CLOSE || "close".equalsIgnoreCase(headers.get("connection"));
        appendHead(status, headers);
        append(
                switch (framing) {
                    case CONTENT_LENGTH -> "content-length: " + bodyBytes + "\r\n";
                    case CHUNKED -> "transfer-encoding: chunked\r\n";
                    case UNTIL_CLOSE -> "";
                });
        append(closes && !headers.containsKey("connection") ? "connection: close\r\n\r\n" : "\r\n");
    }

    @Override
    public void headAlone(int status, Map<String, String> headers, Framing bodyFraming, long bodyBytes)
            throws IOException {
        head(status, headers, bodyFraming, bodyBytes);
        framing = Framing.CONTENT_LENGTH; // its end needs no mark
        end();
    }

    private void appendHead(int status, Map<String, String> headers) {
        append("HTTP/1.1 " + status + " \r\n");
        headers.forEach((name, value) -> append(name + ": " + value + "\r\n"));
    }

    private void append(String text) {
        unsent.writeBytes(Http1Input.ascii(text));
    }

    @Override
    public void flush() throws IOException {
        if (unsent.size() > 0) {
            unsent.writeTo(out);
            unsent.reset();
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            bytesLeft -= bytes.length;
            ending = framing == Framing.CONTENT_LENGTH && bytesLeft == 0;
            append(framing == Framing.CHUNKED ? Integer.toHexString(bytes.length) + "\r\n" : "");
            unsent.writeBytes(bytes);
            append(framing == Framing.CHUNKED ? "\r\n" : "");
        }
        flush();
        openRequest.sent(bytes.length);
    }

    @Override
    public void end() throws IOException {
        ending |= framing != Framing.UNTIL_CLOSE;
        append(framing == Framing.CHUNKED ? "0\r\n\r\n" : "");
        flush();
        over();
        if (closes) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        closes = true;
        over();
        socket.close();
    }

    @Override
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    @Override
    public void resetStream() throws IOException {
        reset();
    }

    @Override
    public void badHead() throws IOException {
        append("This is not HTTP\r\n\r\n");
        flush();
        close();
    }

    @Override
    public void badBody() throws IOException {
        append("no-size\r\n");
        flush();
        close();
    }

    @Override
    public void refuse() throws IOException {
        close();
    }

    @Override
    public void goAway() throws IOException {
        close();
    }

    /** Counted first: who sees the connection end may ask for the count at once. */
    private void over() {
        over = true;
        openRequest.end();
    }

    @Override
    public void abandon() {
        if (over) {
            return;
        }
        openRequest.hangUp();
        try {
            close();
        } catch (IOException e) {
            // Nobody is there to be told.
        }
    }
}
