package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoDelaySocketsTest {
    private final NoDelaySockets sockets = new NoDelaySockets();

    @Test
    void noSocketDelaysASmallFrame() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 10, here)) {
            int port = server.getLocalPort();
            for (Socket socket : List.of(
                    sockets.createSocket(here, port),
                    sockets.createSocket(here.getHostAddress(), port),
                    sockets.createSocket(here, port, here, 0),
                    sockets.createSocket(here.getHostAddress(), port, here, 0))) {
                try (socket) {
                    assertTrue(socket.getTcpNoDelay());
                    assertEquals(port, socket.getPort());
                    assertEquals(here, socket.getLocalAddress());
                }
            }
        }
        try (Socket unconnected = sockets.createSocket()) {
            assertTrue(unconnected.getTcpNoDelay());
            assertFalse(unconnected.isConnected());
        }
    }
}
