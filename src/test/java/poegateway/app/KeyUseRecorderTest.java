package poegateway.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poegateway.config.load.KeyUses;

class KeyUseRecorderTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private final Map<String, Instant> uses = new HashMap<>();

    @Test
    void usesAreNotedOnceAMinuteAndAtTheEndAndTheLaterTimeStays() throws Exception {
        KeyUses file = new KeyUses(folder.resolve("keys.yaml"));
        file.add(Map.of("ci", NOON.plusSeconds(90), "gone", NOON));
        KeyUseRecorder recorder = new KeyUseRecorder(() -> Map.copyOf(uses), file, 0, Runnable::run);
        uses.put("ci", NOON);
        uses.put("laptop", NOON);
        recorder.tick(Duration.ofSeconds(59).toNanos());
        assertEquals(Map.of("ci", NOON.plusSeconds(90), "gone", NOON), file.read());
        recorder.tick(Duration.ofSeconds(60).toNanos());
        assertEquals(Map.of("ci", NOON.plusSeconds(90), "gone", NOON, "laptop", NOON), file.read());
        uses.put("laptop", NOON.plusSeconds(5));
        recorder.close();
        assertEquals(NOON.plusSeconds(5), file.read().get("laptop"));
    }

    @Test
    void whereNothingCanBeWrittenOrReadNothingIsTold() throws Exception {
        KeyUses nowhere = new KeyUses(folder.resolve("missing/keys.yaml"));
        uses.put("ci", NOON);
        new KeyUseRecorder(() -> uses, nowhere, 0, Runnable::run).close();
        assertEquals(Map.of(), nowhere.read());
        Files.writeString(folder.resolve("keys.yaml.used"), "ci\nlaptop yesterday\nok 2026-06-01T12:00:00Z\n");
        assertEquals(Map.of("ok", NOON), new KeyUses(folder.resolve("keys.yaml")).read());
    }
}
