package poegateway.simulator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;

/** A client of HTTP/2 that sends and reads single frames and grants no window of its own accord. */
final class FramePeer implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int READ_TIMEOUT_MILLIS = 10_000;

    private final SSLSocket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** A frame as it came. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Frame(int type, int flags, int stream, byte[] payload) {
        boolean endsStream() {
            return (flags & END_STREAM) != 0;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** Four bytes of the payload as a number. */
        int number(int offset) {
            int number = 0;
            for (int i = offset; i < offset + 4; i++) {
                number = (number << 8) | (payload[i] & 0xff);
            }
            return number;
        }
    }

    FramePeer(SimulatedPoe poe) throws IOException {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(poe.certificate())
                .build();
        socket = (SSLSocket) trust.sslSocketFactory().createSocket("127.0.0.1", poe.port());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        send(SETTINGS, 0, 0, new byte[0]);
    }

    /** A POST without a body. */
    FramePeer post(int stream) throws IOException {
        String path = "/v1/chat/completions";
        byte[] head = new byte[4 + path.length()];
        head[0] = (byte) 0x83; // :method POST
        head[1] = (byte) 0x87; // :scheme https
        head[2] = 0x04; // :path, as text
        head[3] = (byte) path.length();
        System.arraycopy(WireScripts.bytes(path), 0, head, 4, path.length());
        return send(HEADERS, END_STREAM | END_HEADERS, stream, head);
    }

    FramePeer send(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
        return this;
    }

    FramePeer window(int stream, int bytes) throws IOException {
        byte[] payload = {(byte) (bytes >> 24), (byte) (bytes >> 16), (byte) (bytes >> 8), (byte) bytes};
        return send(WINDOW_UPDATE, 0, stream, payload);
    }

    /** The next frame that is about a stream or the end. */
    Frame next() throws IOException {
        while (true) {
            int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
            Frame frame = new Frame(in.readUnsignedByte(), in.readUnsignedByte(), in.readInt(), in.readNBytes(length));
            if (!List.of(SETTINGS, WINDOW_UPDATE, PING).contains(frame.type())) {
                return frame;
            }
        }
    }

    /** The next frame that ends its stream. */
    Frame last() throws IOException {
        Frame frame = next();
        while (!frame.endsStream()) {
            frame = next();
        }
        return frame;
    }

    /** How the connection ends: "closed" or "reset". */
    String end() throws IOException {
        try {
            while (true) {
                next();
            }
        } catch (EOFException e) {
            return "closed";
        } catch (SocketException e) {
            return "reset";
        }
    }

    /** Leaves without a word: neither GOAWAY nor close_notify. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
