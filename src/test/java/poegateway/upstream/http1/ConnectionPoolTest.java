package poegateway.upstream.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
    private final long[] now = {1};
    private final ConnectionPool pool = new ConnectionPool(() -> now[0]);
    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }

    private void put(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open();
            channels.add(channel);
            Connection connection = new Connection(new RawChannel(channel), null, now[0]);
            connections.add(connection);
            pool.put(connection);
        }
    }

    @Test
    void theOneThatWasUsedLastGoesFirst() throws IOException {
        put(3);
        assertEquals(3, pool.size());
        assertSame(connections.get(2), pool.take());
        assertSame(connections.get(1), pool.take());
        assertSame(connections.get(0), pool.take());
        assertNull(pool.take());
        assertTrue(channels.stream().allMatch(SocketChannel::isOpen));
    }

    @Test
    void overTheLimitTheOldestIsClosed() throws IOException {
        put(ConnectionPool.IDLE_MAX);
        assertTrue(channels.getFirst().isOpen());
        put(1);
        assertFalse(channels.getFirst().isOpen());
        assertEquals(ConnectionPool.IDLE_MAX, pool.size());
        assertTrue(channels.stream().skip(1).allMatch(SocketChannel::isOpen));
    }

    @Test
    void whatWaitedTooLongIsClosedAndTheRestIsKept() throws IOException {
        put(2);
        now[0] += 1_000;
        put(1);
        now[0] += ConnectionPool.IDLE_KEPT.toNanos() - 999;
        pool.closeOld(now[0]);
        assertFalse(channels.get(0).isOpen());
        assertFalse(channels.get(1).isOpen());
        assertTrue(channels.get(2).isOpen());
        assertSame(connections.get(2), pool.take());
    }

    @Test
    void whatWaitedTooLongIsNotHandedOut() throws IOException {
        put(2);
        now[0] += ConnectionPool.IDLE_KEPT.toNanos() + 1;
        assertNull(pool.take());
        assertEquals(0, pool.size());
        assertFalse(channels.get(0).isOpen());
        assertFalse(channels.get(1).isOpen());
    }

    @Test
    void whatWaitedJustLongEnoughIsHandedOut() throws IOException {
        put(1);
        now[0] += ConnectionPool.IDLE_KEPT.toNanos();
        assertSame(connections.getFirst(), pool.take());
    }

    @Test
    void anOldConnectionIsUsedNoMore() throws IOException {
        put(1);
        Connection connection = Objects.requireNonNull(pool.take());
        now[0] += ConnectionPool.AGE_MAX.toNanos();
        pool.put(connection);
        assertSame(connection, pool.take());
        now[0]++;
        pool.put(connection);
        assertNull(pool.take());
        assertFalse(channels.getFirst().isOpen());
    }

    @Test
    void afterTheEndNothingIsKept() throws IOException {
        put(2);
        pool.close();
        put(1);
        assertEquals(0, pool.size());
        assertTrue(channels.stream().noneMatch(SocketChannel::isOpen));
    }
}
