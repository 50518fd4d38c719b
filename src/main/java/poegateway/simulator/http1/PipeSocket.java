package poegateway.simulator.http1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;

/** The server's end of two pipes, one for each direction, in the form of a socket. Options of TCP do nothing. */
final class PipeSocket extends Socket {
    private final Pipe.SourceChannel requests;
    private final Pipe.SinkChannel replies;
    private final InputStream in;
    private final OutputStream out;

    PipeSocket(Pipe.SourceChannel requests, Pipe.SinkChannel replies) {
        this.requests = requests;
        this.replies = replies;
        this.in = Channels.newInputStream(requests);
        this.out = Channels.newOutputStream(replies);
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setSoLinger(boolean on, int seconds) {}

    @Override
    public void setSoTimeout(int timeoutMillis) {}

    @Override
    public void shutdownOutput() throws IOException {
        replies.close();
    }

    @Override
    public void close() throws IOException {
        try (requests) {
            replies.close();
        }
    }
}
