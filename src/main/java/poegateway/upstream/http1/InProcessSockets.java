package poegateway.upstream.http1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Connections to a server within this process in the form of sockets, whichever address they are to be connected to. */
public final class InProcessSockets extends SocketFactory {
    private final InProcessPeer peer;

    public InProcessSockets(InProcessPeer peer) {
        this.peer = peer;
    }

    @Override
    public Socket createSocket() throws IOException {
        return new ChannelSocket(RawChannel.to(peer));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return createSocket();
    }
}
