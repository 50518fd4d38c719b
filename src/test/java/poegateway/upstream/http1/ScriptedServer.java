package poegateway.upstream.http1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import poegateway.core.HeaderFields;
import poegateway.core.Ticker;

/** A server on raw sockets, whose connections each follow the script. */
public final class ScriptedServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    /** What is done with a connection; it is closed after it. */
    @FunctionalInterface
    public interface Script {
        void run(Visit visit) throws Exception;
    }

    private final ServerSocket port;
    private final Script script;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private ScriptedServer(ServerSocket port, Script script) {
        this.port = port;
        this.script = script;
        Thread.startVirtualThread(this::serve);
    }

    public static ScriptedServer plain(Script script) throws IOException {
        return new ScriptedServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    public static ScriptedServer tls(HeldCertificate certificate, Script script) throws IOException {
        HandshakeCertificates own =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        return new ScriptedServer(
                own.sslContext().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                script);
    }

    /** A connection as the server sees it. */
    public final class Visit {
        private final Socket socket;
        private final InputStream in;

        Visit(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        public Socket socket() {
            return socket;
        }

        /** Which connection it is, from 1. */
        public int number() {
            return sockets.indexOf(socket) + 1;
        }

        /** Reads one request; empty when the client closes. */
        public Optional<String> request() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return Optional.empty();
                }
                head.append((char) next);
            }
            Matcher length = LENGTH.matcher(head);
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            String request = head + new String(body, StandardCharsets.ISO_8859_1);
            requests.add(request);
            return Optional.of(request);
        }

        public void say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Reads to the end of the connection, however it ends. */
        public void awaitEnd() {
            try {
                in.readAllBytes();
            } catch (IOException reset) {
                // That is an end as well.
            }
        }

        /** Answers each request with that. */
        public void answerAll(String reply) throws IOException {
            while (request().isPresent()) {
                say(reply);
            }
        }
    }

    public int port() {
        return port.getLocalPort();
    }

    /** On that port. */
    static ScriptedServer at(ServerSocket port, Script script) {
        return new ScriptedServer(port, script);
    }

    /** A client that comes by TLS. */
    public Http1Client client(SSLSocketFactory tls, Ticker ticker) {
        Origin origin = new Origin("127.0.0.1", port(), Optional.of(tls), Optional.empty());
        return new Http1Client(origin, Duration.ofSeconds(5), ticker);
    }

    /** A request for nothing in particular. */
    public Http1Request get() {
        return new Http1Request("GET", "/", HeaderFields.NONE, Optional.empty());
    }

    Origin origin() {
        return new Origin("127.0.0.1", port(), Optional.empty(), Optional.empty());
    }

    /** All requests so far, heads and bodies. */
    public List<String> requests() {
        return requests;
    }

    /** How many connections came so far. */
    public int connections() {
        return sockets.size();
    }

    @Override
    public void close() throws IOException {
        port.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void serve() {
        while (!port.isClosed()) {
            try {
                Socket socket = port.accept();
                socket.setTcpNoDelay(true); // else what is said may wait for the client's word on what was said before
                sockets.add(socket);
                Thread.startVirtualThread(() -> visit(socket));
            } catch (IOException over) {
                // The port is closed.
            }
        }
    }

    private void visit(Socket socket) {
        try (socket) {
            script.run(new Visit(socket));
        } catch (Exception left) {
            // The client went away first.
        }
    }
}
