package poegateway.rig;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/** A caller that speaks HTTP/2 frame by frame, to do what no client library does. */
public final class RawHttp2Caller implements AutoCloseable {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int GOAWAY = 7;
    public static final int END_STREAM = 1;
    private static final int SETTINGS = 4;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;
    private static final int FRAME_BYTES = 16 * 1024;
    private static final int CANCEL = 8;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket plain;
    private final SSLSocket socket;
    private final DataInputStream in;
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private final HpackDecoder decoder = new HpackDecoder(64 * 1024, System::nanoTime);

    /** A frame as it came. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    public record Frame(int type, int flags, int stream, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    public RawHttp2Caller(Rig rig) throws IOException {
        String host = rig.gateway().url().getHost();
        int port = rig.gateway().url().getPort();
        plain = new Socket(host, port);
        plain.setTcpNoDelay(true);
        socket = (SSLSocket) rig.caller().sslSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.startHandshake();
        in = new DataInputStream(socket.getInputStream());
        unsent.writeBytes(PREFACE);
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    /** A question to a model, whole. */
    public RawHttp2Caller ask(int stream, TestDialect dialect, String model, boolean streamed) {
        return head(stream, "POST", dialect.path(), Map.of("content-type", "application/json"), false)
                .frame(DATA, END_STREAM, stream, dialect.body(model, streamed).getBytes(StandardCharsets.UTF_8));
    }

    /** The head of a request, in as few frames as it takes. */
    public RawHttp2Caller head(int stream, String method, String path, Map<String, String> headers, boolean whole) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        literal(block, ":method", method);
        literal(block, ":scheme", "https");
        literal(block, ":path", path);
        literal(block, ":authority", "localhost");
        headers.forEach((name, value) -> literal(block, name, value));
        byte[] bytes = block.toByteArray();
        for (int at = 0; at < bytes.length; at += FRAME_BYTES) {
            int end = Math.min(bytes.length, at + FRAME_BYTES);
            int flags = (end == bytes.length ? END_HEADERS : 0) | (at == 0 && whole ? END_STREAM : 0);
            frame(at == 0 ? HEADERS : CONTINUATION, flags, stream, Arrays.copyOfRange(bytes, at, end));
        }
        return this;
    }

    public RawHttp2Caller reset(int stream) {
        return frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, CANCEL});
    }

    public RawHttp2Caller goAway(int error) {
        return frame(GOAWAY, 0, 0, new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) error});
    }

    /** Sends what was written so far, in one write. */
    public RawHttp2Caller send() throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(unsent.toByteArray());
        out.flush();
        unsent.reset();
        return this;
    }

    public RawHttp2Caller frame(int type, int flags, int stream, byte[] payload) {
        unsent.writeBytes(ByteBuffer.allocate(9)
                .putInt((payload.length << 8) | type)
                .put((byte) flags)
                .putInt(stream)
                .array());
        unsent.writeBytes(payload);
        return this;
    }

    /** The next frame of that type. */
    public Frame next(int type) throws IOException {
        while (true) {
            int lengthAndType = in.readInt();
            Frame frame = new Frame(lengthAndType & 0xFF, in.read(), in.readInt(), in.readNBytes(lengthAndType >>> 8));
            if (frame.type() == type) {
                return frame;
            }
        }
    }

    /** The status of the next answer, whose head is the next that comes. */
    public int status(int stream) throws IOException {
        Frame frame = next(HEADERS);
        if (frame.stream() != stream) {
            throw new IOException("of another stream: " + frame.stream());
        }
        try {
            return ((MetaData.Response) decoder.decode(ByteBuffer.wrap(frame.payload()))).getStatus();
        } catch (HpackException malformed) {
            throw new UncheckedIOException(new IOException(malformed));
        }
    }

    /** Whether the gateway closes the connection; skips what comes before. */
    public boolean ended() throws IOException {
        try {
            while (true) {
                next(-1);
            }
        } catch (EOFException | SocketException closed) {
            return true;
        }
    }

    /** Leaves without a word of TLS. */
    public void drop(boolean reset) throws IOException {
        if (reset) {
            plain.setSoLinger(true, 0);
        }
        plain.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        text(block, name);
        text(block, value);
    }

    private static void text(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else {
            block.write(127);
            int rest = bytes.length - 127;
            while (rest >= 128) {
                block.write((rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }
}
