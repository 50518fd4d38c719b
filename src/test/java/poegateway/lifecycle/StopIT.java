package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import poegateway.app.Gateway;
import poegateway.app.Platform;
import poegateway.config.GatewayConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;
import poegateway.rig.RawCaller;

/** The gateway is told to stop while callers are connected. */
class StopIT {
    @RepeatedTest(3)
    @Timeout(30)
    void aCallerWhoKeepsAnIdleConnectionDoesNotHoldTheStop() throws IOException {
        Gateway gateway = Gateway.start(config(), Platform.real());
        try (RawCaller caller = new RawCaller(gateway.url())) {
            caller.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals(200, caller.reply().status());
            gateway.close(); // fails when the server has to be torn down
            assertTrue(caller.ended());
        }
    }

    private static GatewayConfig config() {
        Map<String, String> flags = Map.of("server.port", "0", "poe.source", "simulator");
        return ConfigLoader.load(new ConfigSources(Path.of(""), Optional.empty(), Map.of(), flags))
                .config();
    }
}
