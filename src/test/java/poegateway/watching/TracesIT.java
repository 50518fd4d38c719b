package poegateway.watching;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import poegateway.rig.Program;

class TracesIT {
    @Test
    @Timeout(60)
    void whoWantsNoTracesLoadsNothingOfOpenTelemetry(@TempDir Path folder) throws IOException, InterruptedException {
        Path loaded = folder.resolve("loaded.txt");
        List<String> options = List.of("-Xmx256m", "-Xlog:class+load:file=" + loaded);
        try (Program program = Program.start(folder, options, "--port=0")) {
            program.awaitReady();
            program.terminate();
            program.awaitEnd();
        }
        String classes = Files.readString(loaded);
        assertTrue(classes.contains("poegateway.meter.Meter "), "the list says what was loaded");
        assertFalse(classes.contains("io.opentelemetry"), "OpenTelemetry was loaded");
    }
}
