package poegateway.simulator.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.simulator.script.SimulatedRequest;

@Timeout(60)
class RequestLogTest {
    private final RequestLog ledger = new RequestLog();

    private static SimulatedRequest request(String path) {
        return new SimulatedRequest("POST", path, "", Map.of(), new byte[0]);
    }

    @Test
    void onlyTheFirstEndOfAVisitCounts() {
        OpenRequest visit = ledger.open("h2", 1);
        assertEquals(1, ledger.census().openRequests());
        visit.end();
        visit.hangUp();
        visit.end();
        assertEquals(0, ledger.census().openRequests());
        assertEquals(0, ledger.census().hangUps());
    }

    @Test
    void whoWaitsIsWokenByTheChange() throws Exception {
        OpenRequest visit = ledger.open("h2", 1);
        Thread other = Thread.startVirtualThread(visit::hangUp);
        assertTrue(ledger.await(census -> census.hangUps() == 1, Duration.ofSeconds(30)));
        other.join();
    }

    @Test
    void whoWaitsInVainIsTold() throws Exception {
        assertFalse(ledger.await(census -> census.hangUps() == 1, Duration.ofMillis(1)));
    }

    @Test
    void onlyTheLatestArrivalsAreKept() {
        for (int i = 0; i <= RequestLog.ARRIVALS_KEPT; i++) {
            ledger.open("h2", i).arrived(request("/v1/x"));
        }
        assertEquals(RequestLog.ARRIVALS_KEPT, ledger.latest().size());
        assertEquals(1, ledger.latest().getFirst().connection());
        assertEquals(RequestLog.ARRIVALS_KEPT, ledger.latest().getLast().connection());
        assertEquals(RequestLog.ARRIVALS_KEPT + 1, ledger.census().arrivals());
    }

    @Test
    void pathsBeyondTheLimitAreCountedTogether() {
        for (int i = 0; i < RequestLog.PATHS_COUNTED + 2; i++) {
            ledger.open("h2", 1).arrived(request("/" + i));
        }
        ledger.open("h2", 1).arrived(request("/0"));
        assertEquals(2, ledger.census().arrivalsByPath().get("/0"));
        assertEquals(2, ledger.census().arrivalsByPath().get(RequestLog.OTHER_PATHS));
    }
}
