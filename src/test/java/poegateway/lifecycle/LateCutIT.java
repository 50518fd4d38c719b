package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import poegateway.core.RequestPhase;
import poegateway.core.Ticker;
import poegateway.front.Exchange;
import poegateway.front.Route;
import poegateway.rig.Eventually;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Rig;
import poegateway.rig.TestServer;
import poegateway.rig.Transport;

/** A write that comes to its end just as its caller is cut for it: the caller's fault, and no bug of the gateway's. */
class LateCutIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @GatewayTest(transport = Transport.H1)
    void aCallerWhoIsCutWhileTheLastWriteEndsIsNoBug(Rig rig) throws IOException {
        Ticker ticker = new Ticker(rig.time()::nanoTime);
        Route late = new Route("GET", "/late", exchange -> {
            exchange.sendText("all of it".getBytes(StandardCharsets.US_ASCII));
            overdue(exchange, rig, ticker);
        });
        try (TestServer server = TestServer.start(rig.time(), ticker, List.of(late));
                RawCaller caller = server.connect()) {
            caller.send("GET /late HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThrows(SocketException.class, () -> {
                while (!caller.ended()) {
                    // what was written before the cut
                }
            });
            Eventually.holds(SOON, () -> server.openExchanges() == 0, () -> "still open");
            assertEquals(0, ticker.size());
        }
    }

    private static void overdue(Exchange exchange, Rig rig, Ticker ticker) {
        RequestPhase before = exchange.timeline().enter(RequestPhase.WRITING_TO_CALLER);
        rig.time().advance(Duration.ofMinutes(1));
        ticker.tick();
        exchange.timeline().enter(before);
    }
}
