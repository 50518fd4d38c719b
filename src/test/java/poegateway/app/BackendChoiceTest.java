package poegateway.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.cli.FirstKey;
import poegateway.config.GatewayConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;

/** Where answers come from, and when a first key is made: as a table. */
class BackendChoiceTest {
    private static final String HASHED = "ci:pgw_0123456789012345678901234567890123456789012345678";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        // source, key of Poe, mode, host, keys of the gateway; answers of
        "auto, no, auto, 127.0.0.1, no, simulator",
        "auto, no, open, localhost, no, simulator",
        "auto, no, auto, ::1, no, simulator",
        "auto, no, auto, 127.0.0.1, yes, refused",
        "auto, no, keys, 127.0.0.1, no, refused",
        "auto, no, auto, 0.0.0.0, no, refused",
        "auto, no, open, 0.0.0.0, no, refused",
        "auto, no, auto, 192.0.2.1, yes, refused",
        "auto, yes, auto, 127.0.0.1, no, poe",
        "auto, yes, keys, 0.0.0.0, yes, poe",
        "auto, no, poe-key, 127.0.0.1, no, poe",
        "auto, no, poe-key, 0.0.0.0, no, poe",
        "poe, no, auto, 127.0.0.1, no, refused",
        "poe, yes, auto, 127.0.0.1, no, poe",
        "poe, no, poe-key, 0.0.0.0, no, poe",
        "simulator, yes, auto, 127.0.0.1, yes, simulator",
        "simulator, no, keys, 0.0.0.0, yes, simulator",
        "simulator, no, poe-key, 127.0.0.1, no, simulator",
    })
    void answersComeFrom(String source, String poeKey, String mode, String host, String keys, String answers) {
        GatewayConfig config = config(
                Map.of("poe.source", source, "auth.mode", mode, "server.host", host),
                poeKey.equals("yes"),
                keys.equals("yes"));
        assertEquals(answers, answers(config));
    }

    @ParameterizedTest
    @CsvSource({
        // mode, host, insecure, keys of the gateway; whether one is made
        "auto, 127.0.0.1, false, no, false",
        "auto, 0.0.0.0, false, no, true",
        "auto, 0.0.0.0, true, no, false",
        "auto, 0.0.0.0, false, yes, false",
        "keys, 127.0.0.1, false, no, true",
        "keys, 0.0.0.0, true, no, true",
        "keys, 0.0.0.0, false, yes, false",
        "open, 0.0.0.0, true, no, false",
        "poe-key, 0.0.0.0, false, no, false",
    })
    void aFirstKeyIsMade(String mode, String host, boolean insecure, String keys, boolean made) {
        Map<String, String> flags =
                Map.of("auth.mode", mode, "server.host", host, "auth.insecure", Boolean.toString(insecure));
        assertEquals(made, FirstKey.isNeeded(config(flags, true, keys.equals("yes"))));
    }

    @Test
    void theFirstKeyIsShownAndItsHashIsKept() {
        Map<String, String> flags = Map.of("auth.mode", "keys");
        String shown = FirstKey.make(config(flags, true, false), new java.util.Random(1));
        GatewayConfig after = config(flags, true, false);
        assertEquals(
                List.of("first"),
                after.auth().keys().stream().map(key -> key.name()).toList());
        assertFalse(FirstKey.isNeeded(after));
        assertTrue(shown.contains("pgw_") && shown.contains("curl http://127.0.0.1:8642/v1/models"), shown);
        assertTrue(shown.contains("base_url http://127.0.0.1:8642/v1"), shown);
    }

    @Test
    void whoMadeAKeyBeforeThereWasOneOfPoeIsToldBothWaysBack() {
        var unused = FirstKey.make(config(Map.of("auth.mode", "keys"), true, false), new Random(1));
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> BackendChoice.refuseNone(config(Map.of(), false, false)));
        String said = String.valueOf(refused.getMessage());
        assertTrue(said.contains("--poe.source=simulator"), said);
        assertTrue(said.contains("delete " + folder.resolve("data/keys.yaml")), said);
        GatewayConfig simulated = config(Map.of("poe.source", "simulator"), false, false);
        assertEquals("simulator", answers(simulated), "the first way");
    }

    private static String answers(GatewayConfig config) {
        try {
            return BackendChoice.simulated(config) ? "simulator" : "poe";
        } catch (IllegalArgumentException refused) {
            assertTrue(String.valueOf(refused.getMessage()).contains("POE_API_KEY"), refused::getMessage);
            return "refused";
        }
    }

    private GatewayConfig config(Map<String, String> flags, boolean poeKey, boolean gatewayKey) {
        Map<String, String> environment = new HashMap<>();
        if (poeKey) {
            environment.put("POE_API_KEY", "poe-key-of-the-operator");
        }
        if (gatewayKey) {
            environment.put("POE_GATEWAY_KEYS", HASHED);
        }
        return ConfigLoader.load(new ConfigSources(folder, Optional.empty(), environment, flags))
                .config();
    }
}
