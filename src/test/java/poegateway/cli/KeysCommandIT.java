package poegateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.config.load.KeyUses;
import poegateway.rig.Eventually;
import poegateway.rig.Program;

/** {@code keys} as an operator uses it. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class KeysCommandIT {
    private static final Duration TAKEN_UP = Duration.ofSeconds(20);
    private static final Pattern KEY = Pattern.compile("pgw_[0-9A-Za-z]{49}");

    private static final OkHttpClient CALLER = new OkHttpClient();

    @TempDir
    Path folder = Path.of("");

    private record Said(int exitCode, String text) {}

    @Test
    void aKeyIsMadeShownOnceListedAndRevoked() throws Exception {
        Said made = run(
                "keys",
                "new",
                "ci",
                "--scope",
                "api,metrics",
                "--expires",
                "2999-01-31",
                "--models",
                "a,b*",
                "--tools",
                "calculator,search-*",
                "--cost-cents-per-day",
                "500");
        assertEquals(0, made.exitCode(), made.text());
        String key = keyIn(made.text());
        String file = folder.toRealPath().resolve("data/keys.yaml").toString();
        assertTrue(made.text().contains(file), made.text());
        assertTrue(made.text().contains("set POE_API_KEY, or add --poe.source=simulator"), made.text());
        assertTrue(made.text().contains("Authorization: Bearer " + key), made.text());
        String kept = Files.readString(folder.resolve("data").resolve("keys.yaml"));
        assertFalse(kept.contains(key), "the key itself");
        assertTrue(kept.contains("cost-cents-per-day: 500"), kept);
        Said listed = run("keys", "list");
        assertEquals(0, listed.exitCode(), listed.text());
        assertTrue(listed.text().contains("ci    api,metrics  a,b*"), listed.text());
        assertFalse(listed.text().contains(key.substring(0, 10)), listed.text());
        new KeyUses(folder.resolve("data/keys.yaml")).add(Map.of("ci", Instant.parse("2026-06-01T12:00:00Z")));
        JsonNode entry = new ObjectMapper()
                .readTree(run("keys", "list", "--json").text())
                .get(0);
        assertEquals("ci", entry.path("name").asText());
        assertEquals("valid", entry.path("state").asText());
        assertEquals("b*", entry.at("/models/1").asText());
        assertEquals("search-*", entry.at("/tools/1").asText());
        assertTrue(entry.path("requests_per_minute").isNull());
        assertEquals(500, entry.path("cost_cents_per_day").asInt());
        assertEquals("2999-02-01T00:00:00Z", entry.path("expires").asText());
        assertEquals("2026-06-01T12:00:00Z", entry.path("last_used").asText());
        assertEquals(64, entry.path("sha256").asText().length());
        assertEquals(0, run("keys", "revoke", "ci").exitCode());
        assertTrue(run("keys", "list").text().contains("revoked"));
    }

    @Test
    void whatCannotBeIsOneSentence() throws Exception {
        assertEquals(0, run("keys", "new", "ci").exitCode());
        for (List<String> wrong : List.of(
                List.of("keys", "new", "ci"),
                List.of("keys", "new", "a b"),
                List.of("keys", "new", "old", "--expires", "2020-01-31"),
                List.of("keys", "new", "odd", "--expires", "tomorrow"),
                List.of("keys", "new", "boss", "--scope", "everything"),
                List.of("keys", "new", "wide", "--models", "openai/*"),
                List.of("keys", "new", "poor", "--account", "nobody"),
                List.of("keys", "new", "dear", "--cost-cents-per-day", "0"),
                List.of("keys", "new", "slow", "--requests-per-minute", "0"))) {
            Said said = run(wrong.toArray(String[]::new));
            assertEquals(2, said.exitCode(), said.text());
            assertEquals(1, said.text().lines().count(), said.text());
        }
        assertEquals(1, run("keys", "revoke", "nobody").exitCode());
        assertEquals(2, run("keys").exitCode());
    }

    @Test
    void aGatewayWhoseOutputIsKeptMakesNoKeyAndSaysHowToMakeOne() throws Exception {
        List<String> serve = List.of(
                "--port", "0", "--auth.mode=keys", "--auth.failures-per-minute=1000000", "--poe.source=simulator");
        try (Program program = Program.start(folder, List.of(), serve.toArray(String[]::new))) {
            URI url = program.awaitReady();
            assertEquals(
                    "the built-in simulator: poe.source is simulator, nothing leaves this machine",
                    program.awaitLine("  Answers  "));
            assertEquals(401, models(url, "any"));
            String key = keyIn(run("keys", "new", "first").text());
            Eventually.holds(TAKEN_UP, () -> models(url, key) == 200, () -> "the new key is not taken up");
            program.terminate();
            String said = program.awaitEnd();
            assertFalse(said.contains("pgw_"), said);
        }
    }

    @Test
    void aRunningGatewayTakesChangesUpByItself() throws Exception {
        try (Program program = Program.start(folder, List.of(), "--port", "0")) {
            URI url = program.awaitReady();
            assertEquals(200, models(url, "any"));
            String key = keyIn(run("keys", "new", "ci").text());
            Eventually.holds(TAKEN_UP, () -> models(url, "any") == 401, () -> "the new key is not asked for");
            assertEquals(200, models(url, key));
            assertEquals(0, run("keys", "revoke", "ci").exitCode());
            Eventually.holds(TAKEN_UP, () -> models(url, key) == 401, () -> "the key is good still");
        }
    }

    /** A pipe holds 64 KiB, some 200 lines of the log. */
    @Test
    void aLogThatNobodyReadsHoldsNothingUp() throws Exception {
        try (Program program = Program.start(folder, List.of(), "--port", "0")) {
            URI url = program.awaitReady();
            for (int request = 0; request < 500; request++) {
                assertEquals(200, models(url, "any"));
            }
            String key = keyIn(run("keys", "new", "first").text());
            Eventually.holds(TAKEN_UP, () -> models(url, "any") == 401, () -> "the new key is not asked for");
            assertEquals(0, run("keys", "revoke", "first").exitCode());
            Eventually.holds(TAKEN_UP, () -> models(url, key) == 401, () -> "the key is good still");
        }
    }

    @Test
    void openOutsideThisMachineIsRefused() throws Exception {
        Said said = run("--host", "0.0.0.0", "--port", "0", "--auth.mode=open", "--poe.source=simulator");
        assertEquals(3, said.exitCode());
        assertTrue(said.text().contains("--insecure"), said.text());
        assertEquals(1, said.text().lines().count(), said.text());
    }

    @Test
    void aGatewayThatServesOthersWithoutKeysSaysSoAtItsStartAndInItsLog() throws Exception {
        try (Program program = Program.start(
                folder, List.of(), "--insecure", "--host=0.0.0.0", "--port=0", "--poe.source=simulator")) {
            URI url = program.awaitReady();
            assertEquals("127.0.0.1", url.getHost());
            assertEquals("on every address of this machine", program.awaitLine("  Listens  "));
            assertTrue(program.awaitLine("  Warning  ").contains("anyone who reaches this port"));
            assertTrue(program.awaitLine("  Try      ").contains(" " + url + "/v1/chat/completions"));
            assertEquals(200, models(url, "any"));
            program.terminate();
            String log = program.awaitEnd();
            assertTrue(log.contains("WARN") && log.contains("anyone who reaches this port can use it"), log);
        }
    }

    private Said run(String... arguments) throws IOException, InterruptedException {
        try (Program program = Program.start(folder, List.of(), arguments)) {
            String text = program.awaitEnd();
            return new Said(program.exitCode(), text);
        }
    }

    private static String keyIn(String text) {
        Matcher key = KEY.matcher(text);
        assertTrue(key.find(), text);
        return key.group();
    }

    private static int models(URI url, String key) {
        Request request = new Request.Builder()
                .url(url + "/v1/models")
                .header("authorization", "Bearer " + key)
                .build();
        try (Response response = CALLER.newCall(request).execute()) {
            return response.code();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
