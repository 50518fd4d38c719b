package poegateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.rig.Program;

/** The commands beside serving, from outside. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class SideCommandsIT {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aTrainingRunSaysNothingButItsLogAndEndsWell() throws Exception {
        try (Program program = Program.start(folder, List.of(), "train")) {
            String said = program.awaitEnd();
            assertTrue(said.lines().allMatch(line -> line.startsWith("{\"ts\":")), said);
            assertTrue(said.contains("\"route\":\"/v1/chat/completions\",\"status\":200"), said);
            assertEquals(0, program.exitCode());
        }
    }

    @Test
    void healthIsOneLineAndAnExitCode() throws Exception {
        try (Program gateway = Program.start(folder, List.of(), "--port", "0")) {
            String url = gateway.awaitReady().toString();
            try (Program health = Program.start(folder, List.of(), "health", "--url", url)) {
                assertEquals("ready: " + url + "/health/ready\n", health.awaitEnd());
                assertEquals(0, health.exitCode());
            }
            gateway.terminate();
            gateway.awaitEnd();
            try (Program health = Program.start(folder, List.of(), "health", "--url", url)) {
                String said = health.awaitEnd();
                assertTrue(said.startsWith("not ready: " + url), said);
                assertEquals(1, said.lines().count());
                assertEquals(1, health.exitCode());
            }
        }
    }

    @Test
    void helpDoesNotNameTheTraining() throws Exception {
        try (Program program = Program.start(folder, List.of(), "--help")) {
            String said = program.awaitEnd();
            assertTrue(said.contains("health"), said);
            assertFalse(said.contains("train"), said);
        }
    }
}
