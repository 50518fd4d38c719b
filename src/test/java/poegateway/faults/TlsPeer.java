package poegateway.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A TLS port with which no handshake succeeds. Counts who came. */
final class TlsPeer implements AutoCloseable {
    /** What is done with a connection. */
    @FunctionalInterface
    private interface Handshake {
        void with(Socket socket) throws IOException;
    }

    private final ServerSocket port;
    private final Handshake handshake;
    private final AtomicInteger connections = new AtomicInteger();

    private TlsPeer(ServerSocket port, Handshake handshake) {
        this.port = port;
        this.handshake = handshake;
        Thread.startVirtualThread(this::serve);
    }

    /** Shows that certificate, which the authority has signed. */
    static TlsPeer showing(HeldCertificate certificate, HeldCertificate authority) throws IOException {
        HandshakeCertificates own = new HandshakeCertificates.Builder()
                .heldCertificate(certificate, authority.certificate())
                .build();
        ServerSocket port =
                own.sslContext().getServerSocketFactory().createServerSocket(0, 8, InetAddress.getLoopbackAddress());
        return new TlsPeer(port, socket -> ((SSLSocket) socket).startHandshake());
    }

    /** Resets the connection in the middle of the handshake. */
    static TlsPeer resetting() throws IOException {
        ServerSocket port = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        return new TlsPeer(port, socket -> {
            InputStream in = socket.getInputStream();
            in.read(); // the handshake has begun
            socket.setSoLinger(true, 0);
        });
    }

    URI baseUrl() {
        return URI.create("https://127.0.0.1:" + port.getLocalPort() + "/v1");
    }

    int connections() {
        return connections.get();
    }

    private void serve() {
        while (!port.isClosed()) {
            try (Socket socket = port.accept()) {
                connections.incrementAndGet();
                handshake.with(socket);
            } catch (IOException over) {
                // The peer distrusts us, or the port is closed: both are wanted.
            }
        }
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
