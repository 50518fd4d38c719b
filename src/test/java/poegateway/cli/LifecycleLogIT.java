package poegateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.rig.Program;

/** What a program that reads the log gets to see of a run. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class LifecycleLogIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> FOR_PROGRAMS = Map.of("POE_GATEWAY_LOG_FORMAT", "json");

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyLineOfARunIsOneJsonObjectOfOneForm() throws Exception {
        Path settings = Files.writeString(folder.resolve("settings.yaml"), "limits: {requests-per-minute: 100}\n");
        List<JsonNode> lines = new ArrayList<>();
        try (Program program =
                Program.start(folder, List.of(), FOR_PROGRAMS, "--config", settings.toString(), "--port", "0")) {
            URI url = URI.create(upTo(program, "ready", lines).path("url").asText());
            assertEquals(404, status(url.resolve("/nothing")));
            Files.writeString(settings, "limits: {requests-per-minute: 0}\n");
            upTo(program, "reload_failed", lines);
            Files.writeString(settings, "limits: {requests-per-minute: 200}\n");
            upTo(program, "reload", lines);
            program.terminate();
            program.awaitEnd().lines().map(LifecycleLogIT::read).forEach(lines::add);
            assertEquals(0, program.exitCode());
        }
        for (JsonNode line : lines) {
            assertTrue(
                    line.path("ts").asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"),
                    line::toString);
            assertTrue(line.path("level").asText().matches("INFO|WARN"), line::toString);
            assertFalse(line.path("logger").asText().isEmpty(), line::toString);
            assertFalse(line.path("message").asText().isEmpty(), line::toString);
        }
        assertEquals(List.of("start", "ready", "reload_failed", "reload", "stopping", "stopped"), events(lines));
        assertTrue(lines.stream().anyMatch(line -> line.path("path").asText().equals("/nothing")), lines::toString);
    }

    @Test
    void whatKeepsItFromStartingIsALineToo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
                Program program = Program.start(
                        folder, List.of(), FOR_PROGRAMS, "--port", Integer.toString(taken.getLocalPort()))) {
            List<JsonNode> lines =
                    program.awaitEnd().lines().map(LifecycleLogIT::read).toList();
            assertEquals(List.of("start", "failed"), events(lines));
            assertEquals("ERROR", lines.getLast().path("level").asText());
            assertEquals(1, lines.getLast().path("exit_code").asInt());
            assertEquals(1, program.exitCode());
        }
    }

    private static List<String> events(List<JsonNode> lines) {
        return lines.stream()
                .map(line -> line.path("event").asText())
                .filter(event -> !event.isEmpty())
                .toList();
    }

    /** Reads lines into the list until there is one of this event, and gives that. */
    private static JsonNode upTo(Program program, String event, List<JsonNode> lines) throws IOException {
        do {
            lines.add(read(program.awaitLine("")));
        } while (!lines.getLast().path("event").asText().equals(event));
        return lines.getLast();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(line, noJson);
        }
    }

    private static int status(URI url) throws IOException {
        Request request = new Request.Builder().url(url.toString()).build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            return response.code();
        }
    }
}
