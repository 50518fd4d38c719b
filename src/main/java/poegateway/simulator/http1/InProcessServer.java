package poegateway.simulator.http1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Pipe;
import poegateway.simulator.wire.ServerContext;
import poegateway.simulator.wire.WireServer;

/** HTTP/1.1 over pipes within this process: nobody else can connect. */
public final class InProcessServer implements WireServer {
    private final Http1Connections connections;

    public InProcessServer(ServerContext context) {
        this.connections = new Http1Connections(context);
    }

    /** Takes a connection; returns at once. Both ends are closed when it ends. */
    public void serve(Pipe.SourceChannel requests, Pipe.SinkChannel replies) {
        try {
            connections.serve(new PipeSocket(requests, replies));
        } catch (IOException unclosed) {
            throw new UncheckedIOException("a pipe refuses to close", unclosed);
        }
    }

    /** @throws IllegalStateException always */
    @Override
    public int port() {
        throw new IllegalStateException("there is no port within the process");
    }

    @Override
    public void close() {
        connections.close();
    }
}
