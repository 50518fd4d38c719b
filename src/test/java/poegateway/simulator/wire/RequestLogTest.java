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
    private final RequestLog log = new RequestLog();

    private static SimulatedRequest request(String path) {
        return new SimulatedRequest("POST", path, "", Map.of(), new byte[0]);
    }

    @Test
    void onlyTheFirstEndOfARequestCounts() {
        OpenRequest openRequest = log.open("h2", 1);
        assertEquals(1, log.census().openRequests());
        openRequest.end();
        openRequest.hangUp();
        openRequest.end();
        assertEquals(0, log.census().openRequests());
        assertEquals(0, log.census().hangUps());
    }

    @Test
    void whoWaitsIsWokenByTheChange() throws Exception {
        OpenRequest openRequest = log.open("h2", 1);
        Thread other = Thread.startVirtualThread(openRequest::hangUp);
        assertTrue(log.await(census -> census.hangUps() == 1, Duration.ofSeconds(30)));
        other.join();
    }

    @Test
    void whoWaitsInVainIsTold() throws Exception {
        assertFalse(log.await(census -> census.hangUps() == 1, Duration.ofMillis(1)));
    }

    @Test
    void onlyTheLatestArrivalsAreKept() {
        for (int i = 0; i <= RequestLog.ARRIVALS_KEPT; i++) {
            log.open("h2", i).arrived(request("/v1/x"));
        }
        assertEquals(RequestLog.ARRIVALS_KEPT, log.latest().size());
        assertEquals(1, log.latest().getFirst().connection());
        assertEquals(RequestLog.ARRIVALS_KEPT, log.latest().getLast().connection());
        assertEquals(RequestLog.ARRIVALS_KEPT + 1, log.census().arrivals());
    }

    @Test
    void largeBodiesTakeThePlaceOfOlderArrivals() {
        int fit = (int) (RequestLog.BODIES_KEPT_BYTES / Arrival.BODY_KEPT_BYTES);
        for (int i = 0; i < fit + 2; i++) {
            byte[] body = new byte[Arrival.BODY_KEPT_BYTES];
            log.open("h2", i).arrived(new SimulatedRequest("POST", "/v1/x", "", Map.of(), body));
        }
        assertEquals(fit, log.latest().size());
        assertEquals(fit + 2, log.census().arrivals());
        log.open("h2", 1)
                .arrived(new SimulatedRequest("POST", "/v1/x", "", Map.of(), new byte[Arrival.BODY_KEPT_BYTES + 1]));
        assertEquals(0, log.latest().getLast().body().length);
    }

    @Test
    void pathsBeyondTheLimitAreCountedTogether() {
        for (int i = 0; i < RequestLog.PATHS_COUNTED + 2; i++) {
            log.open("h2", 1).arrived(request("/" + i));
        }
        log.open("h2", 1).arrived(request("/0"));
        assertEquals(2, log.census().arrivalsByPath().get("/0"));
        assertEquals(2, log.census().arrivalsByPath().get(RequestLog.OTHER_PATHS));
    }
}
