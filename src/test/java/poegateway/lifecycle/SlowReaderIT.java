package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Response;
import poegateway.rig.Eventually;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** A caller who reads slowly slows Poe down, costs bounded memory, and is cut when it stops altogether. */
class SlowReaderIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long MEBIBYTE = 1024 * 1024;

    @GatewayTest(transport = Transport.H1)
    void aCallerWhoDoesNotReadHoldsPoeBack(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url()).chat("flood", true)) {
            long first = settled(rig);
            assertTrue(first < 64 * MEBIBYTE, () -> "Poe was let run to " + first);
            caller.read((int) (2 * first));
            assertTrue(rig.poe().census().bytesSent() > first, "reading did not let Poe go on");
        }
        rig.awaitQuiet();
    }

    @GatewayTest(transport = Transport.H1)
    void aCallerWhoStopsReadingIsCutAfterAWhile(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url()).chat("flood", true)) {
            settled(rig);
            rig.time().advance(Duration.ofSeconds(31));
            rig.awaitQuiet();
            assertEquals(1, rig.poe().census().hangUps());
            assertTrue(caller.line().startsWith("HTTP/1.1 200"));
        }
    }

    @GatewayTest(transport = Transport.H2)
    void aCallerOfHttp2WhoStopsReadingIsCutAfterAWhile(Rig rig) throws IOException {
        try (Response response = rig.open("flood", true)) {
            settled(rig);
            rig.time().advance(Duration.ofSeconds(31));
            rig.awaitQuiet();
            assertEquals(200, response.code());
        }
    }

    /** Ten replies of Poe over HTTP/2 may fill 160 MiB when nobody reads them; the bound cuts the slowest first. */
    @GatewayTest(
            transport = Transport.H2,
            settings = {"upstream.unread-bytes=8MiB"})
    void whatNobodyReadsStaysUnderItsBound(Rig rig) throws IOException {
        List<Response> callers = new ArrayList<>();
        for (int caller = 0; caller < 10; caller++) {
            callers.add(rig.open("flood", true));
        }
        Eventually.holds(
                SOON,
                () -> rig.poe().census().hangUps() > 0,
                () -> "nobody was cut: " + rig.poe().census());
        settled(rig);
        long unread = rig.gateway().census().unreadBytes();
        assertTrue(unread <= 8 * MEBIBYTE, () -> "unread: " + unread);
        callers.forEach(Response::close);
        rig.awaitQuiet();
    }

    /** What Poe has sent once it does not get further. */
    private static long settled(Rig rig) {
        long[] last = {-1, 0};
        Eventually.holds(
                SOON,
                () -> {
                    long sent = rig.poe().census().bytesSent();
                    last[1] = sent == last[0] && sent > 0 ? last[1] + 1 : 0;
                    last[0] = sent;
                    return last[1] > 800; // half a second without a byte
                },
                () -> "Poe runs on: " + rig.poe().census());
        return last[0];
    }
}
