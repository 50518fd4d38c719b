package poegateway.simulator.http1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import poegateway.simulator.wire.ServerContext;

/** The connections that are open, each with a thread of its own. */
final class Http1Connections {
    /** Open at a time; further ones are closed at once. */
    static final int CONNECTIONS = 20_000;

    private final ServerContext context;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private volatile boolean closed;

    Http1Connections(ServerContext context) {
        this.context = context;
    }

    /** Answers whatever comes on it; returns at once. */
    void serve(Socket socket) throws IOException {
        if (open.size() >= CONNECTIONS) {
            socket.close();
            return;
        }
        open.add(socket);
        context.log().connectionOpened();
        Http1Connection connection = new Http1Connection(socket, accepted.incrementAndGet(), context);
        context.threads().start(() -> {
            try {
                connection.run();
            } finally {
                open.remove(socket);
                context.log().connectionClosed();
            }
        });
        if (closed) {
            socket.close();
        }
    }

    /** Closes all, and those that come later. */
    void close() {
        closed = true;
        try {
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a socket refuses to close", e);
        }
    }
}
