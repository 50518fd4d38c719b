package poegateway.front.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.SelectorManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.config.ServerConfig;
import poegateway.guard.AddressKey;

/**
 * Bounds connections, over all callers and per address. Of those that are too many for all, a few at a time are kept as
 * surplus, for the moment that it takes to answer 503; the next ones wait for a place among them. Whoever comes when none
 * gets free, or is one too many from its address, is closed as soon as it is accepted. Loopback and trusted proxies stand
 * for many callers, and only count for all together.
 */
public final class ConnectionCaps implements SelectorManager.AcceptListener {
    /** At most so many descriptors are in use beyond the connections that are served. */
    static final int SURPLUS_MAX = 32;

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionCaps.class);
    /** Longer than a silent one among the surplus is kept, so that a place does get free. */
    private static final long SURPLUS_WAIT_MILLIS =
            TimedConnector.SURPLUS_HEAD.plusSeconds(1).toMillis();

    /** What becomes of a connection that was accepted. */
    enum Place {
        SERVED,
        SURPLUS,
        CLOSED
    }

    private final int most;
    private final int mostPerAddress;
    private final RemoteAddress proxies;
    private final Map<Object, InetAddress> open = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Object> surplus = ConcurrentHashMap.newKeySet();
    private final Semaphore surplusPlaces = new Semaphore(SURPLUS_MAX);
    private volatile boolean surplusStuck;

    /** {@code most} connections are served at once, whatever the settings allow. */
    public ConnectionCaps(ServerConfig settings, int most) {
        this.most = most;
        this.mostPerAddress = settings.connectionsPerAddress();
        this.proxies = new RemoteAddress(settings.trustedProxies());
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        InetAddress address = address(channel);
        if (opened(channel, address) == Place.CLOSED) {
            LOG.debug("a connection from {} is over the limit", address);
            close(channel);
        }
    }

    /** Counts a connection until it is closed; waits for a moment where it is surplus and all places for that are taken. */
    Place opened(Object connection, InetAddress address) {
        InetAddress block = AddressKey.block(address);
        open.put(connection, block);
        boolean tooMany = count.incrementAndGet() - surplus.size() > most;
        boolean tooManyFromThere = perAddress.merge(block, 1, Integer::sum) > mostPerAddress && !many(address);
        if (tooManyFromThere) {
            return Place.CLOSED;
        }
        return tooMany ? asSurplus(connection) : Place.SERVED;
    }

    /** Whether it is over the cap for all, and must be told so. */
    public boolean isSurplus(Object connection) {
        return surplus.contains(connection);
    }

    void closed(Object connection) {
        InetAddress block = open.remove(connection);
        if (block != null) {
            count.decrementAndGet();
            perAddress.computeIfPresent(block, (same, before) -> before == 1 ? null : before - 1);
        }
        if (surplus.remove(connection)) {
            surplusPlaces.release();
            surplusStuck = false;
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

    /** While nothing gets free, only the first one waits, so that silent connections do not hold up the acceptor. */
    private Place asSurplus(Object connection) {
        boolean placed = surplusPlaces.tryAcquire() || (!surplusStuck && awaitPlace());
        if (!placed) {
            surplusStuck = true;
            return Place.CLOSED;
        }
        surplus.add(connection);
        return Place.SURPLUS;
    }

    private boolean awaitPlace() {
        try {
            return surplusPlaces.tryAcquire(SURPLUS_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
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
