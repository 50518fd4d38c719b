package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.concurrent.Callable;

/** A server that is closed. Its port may belong to another program by now, which then takes the connection. */
final class ClosedServer {
    private ClosedServer() {}

    static void assertServesNobody(SimulatedPoe poe, Callable<? extends AutoCloseable> connecting) throws Exception {
        try (AutoCloseable peer = connecting.call()) {
            assertEquals(0, poe.census().openConnections(), () -> "taken: " + peer);
        } catch (IOException refused) {
            assertEquals(0, poe.census().openConnections(), refused::toString);
        }
    }
}
