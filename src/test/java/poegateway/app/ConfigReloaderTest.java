package poegateway.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import poegateway.config.tree.Settings;

/** What is said of settings that a running gateway does not take up. */
class ConfigReloaderTest {
    @Test
    void whatWaitsForARestartIsNamedAndWhatHoldsIsNot() {
        Map<String, String> started = Map.of(
                "server.port",
                "8642",
                "auth.mode",
                "open",
                "auth.keys[0].name",
                "ci",
                "log.level",
                "info",
                "poe.proxy",
                "");
        Map<String, String> changed = Map.of(
                "server.port", "9000", "auth.mode", "keys", "log.level", "debug", "poe.proxy", "", "limits.queue", "3");
        assertEquals(List.of("server.port"), ConfigReloader.waiting(started, changed));
        assertEquals(List.of(), ConfigReloader.waiting(started, started));
    }

    @Test
    void everySettingThatIsTakenUpIsOneThatThereIs() {
        for (String live : Gateway.LIVE_SETTINGS) {
            boolean known = Settings.GATEWAY.isSection(live)
                    || Settings.GATEWAY.byKey(live).isPresent();
            assertTrue(known, live);
        }
    }
}
