package poegateway.simulator.http1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.simulator.wire.ServerContext;
import poegateway.simulator.wire.WireServer;

/** Plain HTTP/1.1, written by hand so that it can be broken by hand. */
public final class Http1Server implements WireServer {
    private static final Logger LOG = LoggerFactory.getLogger(Http1Server.class);

    private final ServerSocket listener;
    private final Http1Connections connections;

    private Http1Server(ServerSocket listener, ServerContext context) {
        this.listener = listener;
        this.connections = new Http1Connections(context);
    }

    /**
     * Starts; the port takes connections when this returns.
     *
     * @throws UncheckedIOException when the port cannot be had
     */
    @SuppressWarnings("AddressSelection") // the name of an own interface, as the caller gave it
    public static Http1Server start(String host, int port, ServerContext context) {
        try {
            Http1Server server = new Http1Server(
                    new ServerSocket(port, ServerContext.ACCEPT_BACKLOG, InetAddress.getByName(host)), context);
            context.threads().start(server::acceptAll);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    private void acceptAll() {
        try {
            while (!listener.isClosed()) {
                connections.serve(listener.accept());
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                LOG.error("port {} takes no more connections", port(), e);
            }
        }
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a socket refuses to close", e);
        } finally {
            connections.close();
        }
    }
}
