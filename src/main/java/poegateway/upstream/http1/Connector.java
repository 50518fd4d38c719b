package poegateway.upstream.http1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import poegateway.core.Ticker;

/** Opens connections: DNS, TCP, a proxy's tunnel, TLS. Has no bound in time of its own; whoever waits aborts it. */
final class Connector {
    private static final String ALPN = "http/1.1";

    private final Origin origin;
    private final HostResolver resolver;
    private final Duration connectTimeout;
    private final Ticker ticker;

    /** @param connectTimeout divided among the addresses of a host, so that one that is silent leaves time for the next */
    Connector(Origin origin, HostResolver resolver, Duration connectTimeout, Ticker ticker) {
        this.origin = origin;
        this.resolver = resolver;
        this.connectTimeout = connectTimeout;
        this.ticker = ticker;
    }

    /**
     * A connection on which nothing was sent.
     *
     * @throws UnknownHostException when the host, or the proxy's, has no address
     * @throws java.net.ConnectException when the last of its addresses refused
     * @throws javax.net.ssl.SSLException when TLS could not be agreed on
     * @throws ProxyRefusedException when the proxy refused
     */
    Connection connect(AbortHandle abort) throws IOException {
        return origin.inProcess().isPresent()
                ? new Connection(RawChannel.to(origin.inProcess().get()), null, ticker.nanoTime())
                : connectByNetwork(abort);
    }

    private Connection connectByNetwork(AbortHandle abort) throws IOException {
        SocketChannel channel = origin.proxy().isPresent()
                ? open(origin.proxy().get().host(), origin.proxy().get().port(), abort)
                : open(origin.host(), origin.port(), abort);
        boolean handedOver = false;
        try {
            RawChannel raw = new RawChannel(channel);
            if (origin.proxy().isPresent()) {
                tunnel(raw, origin.proxy().get());
            }
            Connection connection = origin.tls().isPresent()
                    ? secured(raw, origin.tls().get())
                    : new Connection(raw, null, ticker.nanoTime());
            handedOver = true;
            return connection;
        } finally {
            if (!handedOver) {
                channel.close();
            }
        }
    }

    private SocketChannel open(String host, int port, AbortHandle abort) throws IOException {
        List<InetAddress> addresses = resolver.resolve(host, abort);
        IOException last = new UnknownHostException(host);
        for (int i = 0; i < addresses.size(); i++) {
            SocketChannel channel = SocketChannel.open();
            abort.hold(channel);
            boolean connected = false;
            Ticker.Registration bound = bound(channel, addresses.size(), i == addresses.size() - 1);
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.connect(new InetSocketAddress(addresses.get(i), port));
                connected = true;
                return channel;
            } catch (IOException failed) {
                last = failed;
            } finally {
                bound.close();
                if (!connected) {
                    channel.close();
                }
            }
        }
        throw last;
    }

    /** The last address has all the time that is left. */
    private Ticker.Registration bound(SocketChannel channel, int addresses, boolean last) {
        if (last) {
            return () -> {};
        }
        long startNanos = ticker.nanoTime();
        long shareNanos = connectTimeout.toNanos() / addresses;
        return ticker.register(now -> {
            if (now - startNanos > shareNanos) {
                closeQuietly(channel);
            }
        });
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException unclosed) {
            // A channel that cannot be closed is closed.
        }
    }

    private void tunnel(RawChannel raw, ConnectProxy proxy) throws IOException {
        StringBuilder head = new StringBuilder(256)
                .append("CONNECT ")
                .append(origin.authority())
                .append(" HTTP/1.1\r\nHost: ")
                .append(origin.authority())
                .append("\r\n");
        proxy.authorization()
                .ifPresent(secret -> head.append("Proxy-Authorization: ")
                        .append(secret.reveal())
                        .append("\r\n"));
        byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        raw.write(bytes, 0, bytes.length);
        InputBuffer in = new InputBuffer(raw::read);
        int status = HeadReader.read(in).status();
        if (status / 100 != 2) {
            throw new ProxyRefusedException(status);
        }
        if (!in.isEmpty()) {
            throw new IOException("the proxy spoke before the tunnel was used");
        }
    }

    private Connection secured(RawChannel raw, SSLSocketFactory sockets) throws IOException {
        ChannelSocket below = new ChannelSocket(raw);
        SSLSocket socket = (SSLSocket) sockets.createSocket(below, origin.host(), origin.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {ALPN});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        Connection.Tls tls = new Connection.Tls(below, socket.getInputStream(), socket.getOutputStream());
        return new Connection(raw, tls, ticker.nanoTime());
    }
}
