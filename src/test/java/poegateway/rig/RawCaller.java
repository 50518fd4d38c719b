package poegateway.rig;

import static poegateway.rig.ChatDialect.CHAT;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import okhttp3.Headers;

/** A caller that speaks HTTP/1.1 byte by byte, to do what no client library does. */
public final class RawCaller implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    public RawCaller(URI gateway) throws IOException {
        this(new Socket(gateway.getHost(), gateway.getPort()));
    }

    /** Speaks through a socket that is connected, such as one of TLS. */
    public RawCaller(Socket connected) throws IOException {
        socket = connected;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    public RawCaller send(String bytes) throws IOException {
        return send(bytes.getBytes(StandardCharsets.UTF_8));
    }

    public RawCaller send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Asks a model. */
    public RawCaller ask(TestDialect dialect, String model, boolean stream) throws IOException {
        return send(request(dialect, model, stream));
    }

    public static String request(TestDialect dialect, String model, boolean stream) {
        return request(dialect, model, stream, "hello");
    }

    public static String request(TestDialect dialect, String model, boolean stream, String question) {
        String body = dialect.body(model, stream, question);
        return "POST " + dialect.path() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** One line of the answer, without its end; empty at the end of the head. */
    public String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** The head of an answer, its lines ended by LF. */
    public String head() throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /** A whole answer with a Content-Length. */
    public Reply reply() throws IOException {
        return reply(CHAT);
    }

    /** The same in that dialect. */
    public Reply reply(TestDialect dialect) throws IOException {
        List<String> head = List.of(head().split("\n"));
        int status = Integer.parseInt(head.getFirst().substring(9, 12));
        Headers.Builder headers = new Headers.Builder();
        head.subList(1, head.size()).forEach(headers::add);
        int length = Integer.parseInt(
                Optional.ofNullable(headers.get("content-length")).orElse("0"));
        return new Reply(dialect, status, headers.build(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** Whether the gateway closes the connection. */
    public boolean ended() throws IOException {
        return in.read() < 0;
    }

    /** Reads that many bytes, or fewer when the answer ends. */
    public byte[] read(int bytes) throws IOException {
        return in.readNBytes(bytes);
    }

    /** Closes the sending half only. */
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
