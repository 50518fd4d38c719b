package poegateway.upstream.http1;

import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * The server that a client speaks to, and the way there.
 *
 * @param host name or address, IPv6 without brackets
 * @param tls makes the sockets of TLS; absent for plain HTTP
 * @param proxy asked for a tunnel; absent for a direct way
 * @param inProcess the server itself where that is in this process; then there is neither TLS nor a proxy, and host and port are but
 *     names
 */
public record Origin(
        String host,
        int port,
        Optional<SSLSocketFactory> tls,
        Optional<ConnectProxy> proxy,
        Optional<InProcessPeer> inProcess) {
    private static final int PLAIN_PORT = 80;
    private static final int TLS_PORT = 443;

    /** One that is reached by the network. */
    public Origin(String host, int port, Optional<SSLSocketFactory> tls, Optional<ConnectProxy> proxy) {
        this(host, port, tls, proxy, Optional.empty());
    }

    /** One in this process. */
    public static Origin of(String host, int port, InProcessPeer peer) {
        return new Origin(host, port, Optional.empty(), Optional.empty(), Optional.of(peer));
    }

    /** Host and port as CONNECT wants them. */
    String authority() {
        return bracketed(host) + ":" + port;
    }

    /** The value of the header Host: the port is left out where the scheme implies it. */
    String hostHeader() {
        return port == (tls.isPresent() ? TLS_PORT : PLAIN_PORT) ? bracketed(host) : authority();
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
