package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import poegateway.simulator.answer.Manner;

/** Asks the simulator what Poe was once asked. Runs where {@code poe.recordings} names a folder of recordings. */
@EnabledIfSystemProperty(named = "poe.recordings", matches = ".+")
class RecordedShapesTest {
    private final List<PoeResponder> responders = new ArrayList<>();

    RecordedShapesTest() {
        for (Manner.Shape shape : Manner.Shape.values()) {
            for (boolean exact : new boolean[] {true, false}) {
                responders.add(SimulatorFixture.responder(new Manner(Duration.ZERO, 8, exact, false, shape)));
            }
        }
    }

    @Test
    void everyRecordedChatHasKeysThatTheSimulatorGivesToTheSameRequest() throws IOException {
        int seen = 0;
        for (Path file : recordings()) {
            JsonNode recording = SimulatorFixture.json(Files.readString(file));
            Set<String> recorded = SimulatorFixture.keys(recording.at("/response/body"));
            assertTrue(
                    simulated(recording.at("/request/body").toString()).contains(recorded),
                    () -> file.getFileName() + " has other keys: " + recorded);
            seen++;
        }
        assertTrue(seen > 0, "the folder holds no recorded chat");
    }

    private Set<Set<String>> simulated(String request) {
        var replies = new HashSet<Set<String>>();
        for (PoeResponder responder : responders) {
            JsonNode reply = SimulatorFixture.json(SimulatorFixture.chat(responder, request));
            assertFalse(SimulatorFixture.keys(reply).isEmpty());
            replies.add(SimulatorFixture.keys(reply));
        }
        return replies;
    }

    private static List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("poe.recordings", "")))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("v1-chat-completions-"))
                    .sorted()
                    .toList();
        }
    }
}
