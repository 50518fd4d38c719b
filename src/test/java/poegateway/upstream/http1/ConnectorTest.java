package poegateway.upstream.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.core.Ticker;
import poegateway.core.text.Secret;
import poegateway.rig.Eventually;

@Timeout(30)
class ConnectorTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(6);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final long[] now = {1};
    private final Ticker ticker = new Ticker(() -> now[0]);

    private Connector connector(Origin origin, String... addresses) {
        InetAddress[] found = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            found[i] = InetAddress.ofLiteral(addresses[i]);
        }
        return new Connector(origin, new HostResolver(host -> found), TIMEOUT, ticker);
    }

    private static Origin named(int port) {
        return new Origin("poe.example", port, Optional.empty(), Optional.empty());
    }

    @Test
    void theNextAddressIsTriedWhenOneRefuses() throws IOException {
        try (ScriptedServer server = ScriptedServer.plain(ScriptedServer.Visit::awaitEnd)) {
            Connector connector = connector(named(server.port()), "127.0.0.2", "127.0.0.1");
            connector.connect(new AbortHandle()).close();
            Eventually.holds(SOON, () -> server.connections() == 1, () -> "nobody came");
            assertEquals(0, ticker.size());
        }
    }

    @Test
    void whenAllRefuseItIsARefusal() throws IOException {
        int closed;
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = port.getLocalPort();
        }
        Connector connector = connector(named(closed), "127.0.0.2", "127.0.0.1");
        assertThrows(ConnectException.class, () -> connector.connect(new AbortHandle()));
        assertEquals(0, ticker.size());
    }

    @Test
    void aNameWithoutAddressesIsUnknown() {
        Connector connector = connector(named(1));
        assertThrows(UnknownHostException.class, () -> connector.connect(new AbortHandle()));
    }

    @Test
    void anAddressThatIsSilentLeavesTimeForTheNext() throws Exception {
        try (SilentPort silent = SilentPort.open();
                ScriptedServer server = silent.serverBeside()) {
            Connector connector = connector(named(silent.port()), "127.0.0.1", "127.0.0.2");
            CompletableFuture<Connection> connecting = connecting(connector, new AbortHandle());
            Eventually.holds(SOON, () -> ticker.size() == 1, () -> "no bound on the first address");
            now[0] += TIMEOUT.toNanos() / 2;
            ticker.tick();
            assertFalse(connecting.isDone());
            now[0] += 1;
            ticker.tick();
            connecting.get(10, TimeUnit.SECONDS).close();
            Eventually.holds(SOON, () -> server.connections() == 1, () -> "nobody came");
            assertEquals(0, ticker.size());
        }
    }

    @Test
    void anAbortEndsTheWaitForAConnection() throws Exception {
        try (SilentPort silent = SilentPort.open()) {
            AbortHandle abort = new AbortHandle();
            CompletableFuture<Connection> connecting =
                    connecting(connector(named(silent.port()), "127.0.0.1", "127.0.0.1"), abort);
            Eventually.holds(SOON, () -> ticker.size() == 1, () -> "it does not connect");
            abort.abort();
            ExecutionException failed =
                    assertThrows(ExecutionException.class, () -> connecting.get(10, TimeUnit.SECONDS));
            assertTrue(failed.getCause() instanceof IOException);
            assertEquals(0, ticker.size());
        }
    }

    @Test
    void aProxyIsAskedForATunnel() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.plain(visit -> {
            visit.request();
            visit.say("HTTP/1.1 200 Connected\r\n\r\n");
            visit.awaitEnd();
        })) {
            Optional<Secret> login = Optional.of(new Secret("Basic abc"));
            Origin origin = new Origin(
                    "::1", 8443, Optional.empty(), Optional.of(new ConnectProxy("127.0.0.1", proxy.port(), login)));
            connector(origin).connect(new AbortHandle()).close();
            assertEquals(
                    List.of(
                            "CONNECT [::1]:8443 HTTP/1.1\r\nHost: [::1]:8443\r\nProxy-Authorization: Basic abc\r\n\r\n"),
                    proxy.requests());
        }
    }

    @Test
    void aProxyThatRefusesIsNamedByItsStatus() throws Exception {
        for (int status : List.of(301, 403, 407, 502)) {
            try (ScriptedServer proxy =
                    ScriptedServer.plain(visit -> visit.answerAll("HTTP/1.1 " + status + " No\r\n\r\n"))) {
                ProxyRefusedException refused = assertThrows(ProxyRefusedException.class, () -> throughProxy(proxy));
                assertEquals(status, refused.status());
            }
        }
    }

    @Test
    void aProxyThatSaysMoreThanItWasAskedIsRefused() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.plain(visit -> visit.answerAll("HTTP/1.1 200 Yes\r\n\r\nx"))) {
            assertThrows(IOException.class, () -> throughProxy(proxy));
        }
    }

    private void throughProxy(ScriptedServer proxy) throws IOException {
        ConnectProxy address = new ConnectProxy("127.0.0.1", proxy.port(), Optional.empty());
        Origin origin = new Origin("poe.example", 443, Optional.empty(), Optional.of(address));
        connector(origin).connect(new AbortHandle()).close();
    }

    @Test
    void theHostIsWrittenAsTheSchemeWantsIt() {
        assertEquals("poe.example", named(80).hostHeader());
        assertEquals("poe.example:443", named(443).hostHeader());
        Origin secured = new Origin(
                "::1",
                443,
                Optional.of((javax.net.ssl.SSLSocketFactory) javax.net.ssl.SSLSocketFactory.getDefault()),
                Optional.empty());
        assertEquals("[::1]", secured.hostHeader());
        assertEquals("[::1]:443", secured.authority());
    }

    private static CompletableFuture<Connection> connecting(Connector connector, AbortHandle abort) {
        CompletableFuture<Connection> connecting = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                connecting.complete(connector.connect(abort));
            } catch (IOException failed) {
                connecting.completeExceptionally(failed);
            }
        });
        return connecting;
    }

    /** An address whose queue of connections is full and never served. */
    private record SilentPort(ServerSocket full, List<SocketChannel> fillers) implements AutoCloseable {
        static SilentPort open() throws IOException {
            ServerSocket full = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
            List<SocketChannel> fillers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SocketChannel filler = SocketChannel.open();
                filler.configureBlocking(false);
                filler.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()));
                fillers.add(filler);
            }
            return new SilentPort(full, fillers);
        }

        int port() {
            return full.getLocalPort();
        }

        /** The same port of another address, which is served. */
        ScriptedServer serverBeside() throws IOException {
            return ScriptedServer.at(
                    new ServerSocket(port(), 5, InetAddress.ofLiteral("127.0.0.2")), ScriptedServer.Visit::awaitEnd);
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel filler : fillers) {
                filler.close();
            }
            full.close();
        }
    }
}
