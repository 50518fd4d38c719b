package poegateway.front;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.SelectorManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.config.ServerConfig;
import poegateway.guard.Addresses;

/**
 * Bounds connections, over all callers and per address. One too many is closed as soon as it is accepted: before a request
 * there is nothing to answer. Loopback and trusted proxies stand for many callers, and only count for all together.
 */
final class ConnectionCaps implements SelectorManager.AcceptListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionCaps.class);

    private final int most;
    private final int mostPerAddress;
    private final RemoteAddress proxies;
    private final Map<Object, InetAddress> open = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    ConnectionCaps(ServerConfig settings) {
        this.most = settings.connections();
        this.mostPerAddress = settings.connectionsPerAddress();
        this.proxies = new RemoteAddress(settings.trustedProxies());
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        InetAddress address = address(channel);
        if (!opened(channel, address)) {
            LOG.debug("a connection from {} is one too many", address);
            close(channel);
        }
    }

    /** Counts a connection until it is closed; false when it is one too many. */
    boolean opened(Object connection, InetAddress address) {
        InetAddress block = Addresses.block(address);
        open.put(connection, block);
        boolean tooMany = count.incrementAndGet() > most;
        boolean tooManyFromThere = perAddress.merge(block, 1, Integer::sum) > mostPerAddress && !many(address);
        return !tooMany && !tooManyFromThere;
    }

    void closed(Object connection) {
        InetAddress block = open.remove(connection);
        if (block != null) {
            count.decrementAndGet();
            perAddress.computeIfPresent(block, (same, before) -> before == 1 ? null : before - 1);
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        onClosed(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        closed(channel);
    }

    /** Connections that are open; 0 when nothing leaked. */
    int count() {
        return count.get();
    }

    private boolean many(InetAddress address) {
        return address.isLoopbackAddress() || proxies.trusted(address);
    }

    private static InetAddress address(SelectableChannel channel) {
        try {
            return ((SocketChannel) channel).getRemoteAddress() instanceof InetSocketAddress remote
                    ? remote.getAddress()
                    : InetAddress.getLoopbackAddress();
        } catch (IOException gone) {
            return InetAddress.getLoopbackAddress(); // it is closed already, and counts until that is noticed
        }
    }

    private static void close(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException gone) {
            LOG.debug("it was closed already", gone);
        }
    }
}
