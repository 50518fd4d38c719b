package poegateway.front.connection;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.ConnectionMetaData;
import poegateway.config.Cidr;

/**
 * Where a request comes from. What a trusted proxy says in {@code X-Forwarded-For} counts, read from its end: the last
 * address that is no trusted proxy itself. What stands before it may be made up.
 */
public final class RemoteAddress {
    private static final Pattern FORM =
            Pattern.compile("\\[([0-9a-fA-F:.]+)\\](?::\\d+)?|([0-9.]+)(?::\\d+)?|([0-9a-fA-F:.]+)");

    private final List<Cidr> trustedProxies;

    public RemoteAddress(List<Cidr> trustedProxies) {
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    public InetAddress of(HttpServletRequest request) {
        InetAddress address = peer(ServletContextRequest.getServletContextRequest(request)
                        .getConnectionMetaData())
                .orElseGet(InetAddress::getLoopbackAddress);
        return trusted(address) ? forwarded(address, Collections.list(request.getHeaders("x-forwarded-for"))) : address;
    }

    /** The other end of a connection, whoever stands behind it. */
    public static Optional<InetAddress> peer(ConnectionMetaData connection) {
        SocketAddress peer = connection.getRemoteSocketAddress();
        return peer instanceof InetSocketAddress known ? Optional.ofNullable(known.getAddress()) : Optional.empty();
    }

    boolean trusted(InetAddress address) {
        for (Cidr proxy : trustedProxies) {
            if (proxy.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** {@code lines} in the order in which they came. */
    InetAddress forwarded(InetAddress peer, List<String> lines) {
        List<String> hops = new ArrayList<>();
        lines.forEach(line -> Collections.addAll(hops, line.split(",", -1)));
        InetAddress nearest = peer;
        for (String hop : hops.reversed()) {
            Optional<InetAddress> address = read(hop.strip());
            if (address.isEmpty()) {
                return nearest;
            }
            nearest = address.get();
            if (!trusted(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    /** An address, perhaps with a port; asks no name server. */
    private static Optional<InetAddress> read(String hop) {
        Matcher form = FORM.matcher(hop);
        if (!form.matches()) {
            return Optional.empty();
        }
        String bare = form.group(1) != null ? form.group(1) : form.group(2) != null ? form.group(2) : form.group(3);
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
