package poegateway.upstream;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * A server of HTTP/2 whose frames are written by hand. Each request, once it is complete, is given to the script. Who wants
 * HTTP/1.1 gets an answer that says so.
 */
final class FrameServer implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int ACK = 1;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    private static final short MAX_CONCURRENT_STREAMS = 3;
    private static final int PREFACE_BYTES = 24;
    private static final String OVER_HTTP1 = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nover http1";

    private final SSLServerSocket port;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final byte[] settings;

    /** What is answered to a request. */
    @FunctionalInterface
    interface Script {
        void answer(Visit visit, int stream, String body) throws IOException;
    }

    FrameServer(HeldCertificate certificate, Script script) throws IOException {
        this(certificate, Integer.MAX_VALUE, script);
    }

    /** {@code streamsMax} are allowed at once on each connection. */
    FrameServer(HeldCertificate certificate, int streamsMax, Script script) throws IOException {
        this.settings = ByteBuffer.allocate(6)
                .putShort(MAX_CONCURRENT_STREAMS)
                .putInt(streamsMax)
                .array();
        HandshakeCertificates own =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        ServerSocket opened =
                own.sslContext().getServerSocketFactory().createServerSocket(0, 500, InetAddress.getLoopbackAddress());
        this.port = (SSLServerSocket) opened;
        SSLParameters parameters = port.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        port.setSSLParameters(parameters);
        this.script = script;
        Thread.startVirtualThread(this::serve);
    }

    /** Connections that were opened so far. */
    int connections() {
        return connections.get();
    }

    int port() {
        return port.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        port.close();
    }

    private void serve() {
        while (!port.isClosed()) {
            try {
                Socket socket = port.accept();
                connections.incrementAndGet();
                socket.setTcpNoDelay(true);
                Thread.startVirtualThread(() -> visit(socket));
            } catch (IOException over) {
                // The port is closed.
            }
        }
    }

    private void visit(Socket socket) {
        try (SSLSocket secured = (SSLSocket) socket) {
            secured.startHandshake();
            if (secured.getApplicationProtocol().equals("http/1.1")) {
                socket.getInputStream().read(new byte[10_000]);
                socket.getOutputStream().write(OVER_HTTP1.getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().read();
                return;
            }
            new Visit(socket).run();
        } catch (IOException left) {
            // The client went away.
        }
    }

    /** Names and values without any compression. */
    static byte[] headers(List<String> namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            block.write(0); // literal, not indexed, with a new name
            text(block, namesAndValues.get(i));
            text(block, namesAndValues.get(i + 1));
        }
        return block.toByteArray();
    }

    private static void text(ByteArrayOutputStream block, String text) {
        if (text.length() > 126) {
            throw new IllegalArgumentException("too long for one byte of length");
        }
        block.write(text.length());
        block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** One connection. */
    final class Visit {
        private final DataInputStream in;
        private final DataOutputStream out;
        private final Map<Integer, ByteArrayOutputStream> bodies = new HashMap<>();
        private final List<Integer> reset = new CopyOnWriteArrayList<>();
        private volatile int newest;

        Visit(Socket socket) throws IOException {
            this.in = new DataInputStream(socket.getInputStream());
            this.out = new DataOutputStream(socket.getOutputStream());
        }

        private void run() throws IOException {
            in.skipNBytes(PREFACE_BYTES);
            send(SETTINGS, 0, 0, settings);
            while (true) {
                int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                received(type, flags, in.readInt(), in.readNBytes(length));
            }
        }

        private void received(int type, int flags, int stream, byte[] payload) throws IOException {
            switch (type) {
                case SETTINGS -> {
                    if ((flags & ACK) == 0) {
                        send(SETTINGS, ACK, 0, new byte[0]);
                    }
                }
                case PING -> {
                    if ((flags & ACK) == 0) {
                        send(PING, ACK, 0, payload);
                    }
                }
                case HEADERS -> {
                    bodies.put(stream, new ByteArrayOutputStream());
                    newest = stream;
                }
                case DATA -> {
                    ByteArrayOutputStream body = bodies.get(stream);
                    if (body != null) {
                        body.writeBytes(payload);
                    }
                }
                case RST_STREAM -> reset.add(stream);
                default -> {}
            }
            if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
                ByteArrayOutputStream body = bodies.remove(stream);
                if (body != null) {
                    script.answer(this, stream, body.toString(StandardCharsets.US_ASCII));
                }
            }
        }

        /** The stream that was opened last. */
        int newestStream() {
            return newest;
        }

        /** The streams that the client gave up, in order. */
        List<Integer> resetStreams() {
            return List.copyOf(reset);
        }

        /** Nothing of later streams was processed. */
        Visit goAway(int lastStream) throws IOException {
            return send(
                    GOAWAY,
                    0,
                    0,
                    ByteBuffer.allocate(8).putInt(lastStream).putInt(0).array());
        }

        synchronized Visit send(int type, int flags, int stream, byte[] payload) throws IOException {
            out.writeByte(payload.length >> 16);
            out.writeShort(payload.length);
            out.writeByte(type);
            out.writeByte(flags);
            out.writeInt(stream);
            out.write(payload);
            out.flush();
            return this;
        }

        /** A whole reply of status 200. */
        Visit reply(int stream, String text) throws IOException {
            return head(stream, "content-type", "text/plain").data(stream, text, true);
        }

        Visit head(int stream, String... fields) throws IOException {
            List<String> all = new java.util.ArrayList<>(List.of(":status", "200"));
            all.addAll(List.of(fields));
            return send(HEADERS, END_HEADERS, stream, headers(all));
        }

        Visit data(int stream, String text, boolean last) throws IOException {
            return send(DATA, last ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
