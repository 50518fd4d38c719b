package poegateway.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port whose queue of connections is full and never served: to a new caller it looks like a black hole. */
final class FullPort implements AutoCloseable {
    /** More than the kernel keeps for a backlog of one. */
    private static final int FILLERS = 4;

    private final ServerSocket port;
    private final List<SocketChannel> fillers = new ArrayList<>();

    private FullPort(ServerSocket port) {
        this.port = port;
    }

    static FullPort open() throws IOException {
        FullPort full = new FullPort(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        for (int i = 0; i < FILLERS; i++) {
            SocketChannel filler = SocketChannel.open();
            filler.configureBlocking(false);
            filler.connect(new InetSocketAddress(full.port.getInetAddress(), full.port.getLocalPort()));
            full.fillers.add(filler);
        }
        return full;
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port.getLocalPort() + "/v1");
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel filler : fillers) {
            filler.close();
        }
        port.close();
    }
}
