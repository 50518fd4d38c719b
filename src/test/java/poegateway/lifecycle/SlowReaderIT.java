package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Response;
import org.junit.jupiter.api.Timeout;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;

/** A caller who reads slowly slows Poe down, costs bounded memory, and is cut when it stops altogether. */
class SlowReaderIT {
    private static final long MEBIBYTE = 1024 * 1024;

    @GatewayTest(simulated = true, transport = Transport.H1)
    void aCallerWhoDoesNotReadHoldsPoeBack(Rig rig, TestDialect dialect) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url()).ask(dialect, "flood", true)) {
            long first = rig.awaitStill();
            assertTrue(first < 64 * MEBIBYTE, () -> "Poe was let run to " + first);
            caller.read((int) (2 * first));
            assertTrue(rig.poe().census().bytesSent() > first, "reading did not let Poe go on");
        }
        rig.awaitQuiet();
    }

    @GatewayTest(simulated = true, transport = Transport.H1)
    void aCallerWhoStopsReadingIsCutAfterAWhile(Rig rig, TestDialect dialect) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url()).ask(dialect, "flood", true)) {
            rig.advanceUntilHungUp(Duration.ofSeconds(31));
            rig.awaitQuiet();
            assertEquals(1, rig.poe().census().hangUps());
            assertTrue(caller.line().startsWith("HTTP/1.1 200"));
        }
    }

    @GatewayTest(simulated = true, transport = Transport.H2)
    void aCallerOfHttp2WhoStopsReadingIsCutAfterAWhile(Rig rig, TestDialect dialect) throws IOException {
        try (Response response = rig.open(dialect, "flood", true)) {
            rig.advanceUntilHungUp(Duration.ofSeconds(31));
            rig.awaitQuiet();
            assertEquals(200, response.code());
        }
    }

    /** Four replies of Poe over HTTP/2 may fill 64 MiB when nobody reads them; the bound cuts the slowest first. */
    @GatewayTest(
            simulated = true,
            transport = Transport.H2,
            settings = {"upstream.unread-bytes=8MiB"})
    @Timeout(180)
    void whatNobodyReadsStaysUnderItsBound(Rig rig, TestDialect dialect) throws IOException {
        List<Response> callers = new CopyOnWriteArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            Thread.startVirtualThread(() -> open(rig, dialect, callers));
        }
        rig.awaitStill();
        for (int looks = 0; rig.poe().census().hangUps() == 0 || unread(rig) > 8 * MEBIBYTE; looks++) {
            assertTrue(
                    looks < 60, () -> rig.gateway().census() + " " + rig.poe().census());
            rig.tick();
            rig.awaitStill(); // who is cut makes room, and Poe fills it
        }
        callers.forEach(Response::close);
        rig.awaitQuiet();
    }

    private static long unread(Rig rig) {
        return rig.gateway().census().unreadBytes();
    }

    /** Opens a stream and does not read on. */
    private static void open(Rig rig, TestDialect dialect, List<Response> callers) {
        try {
            callers.add(rig.open(dialect, "flood", true));
        } catch (IOException cut) {
            assertTrue(rig.poe().census().hangUps() > 0, () -> "cut by another: " + cut);
        }
    }
}
