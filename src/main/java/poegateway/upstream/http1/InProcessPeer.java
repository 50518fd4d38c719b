package poegateway.upstream.http1;

import java.nio.channels.Pipe;

/** A server within this process: a connection to it is a pipe in each direction. */
@FunctionalInterface
public interface InProcessPeer {
    /** Takes a connection, whose other ends the client has; returns at once. */
    void serve(Pipe.SourceChannel requests, Pipe.SinkChannel replies);
}
