package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** The commands that pages tell people to type say what the sentences beside them say. */
class PageCommandsIT {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| `(curl [^`]+)` \\| .+ \\|$");

    /** What README's commands say where something is wrong, each by its symptom. */
    private static final Map<String, String> TROUBLE = Map.of(
            "nothing streams", "(?s)data: \\{.*data: \\[DONE]\\s*",
            "401", "(?s)HTTP/1.1 200.*",
            "502 `upstream_auth`", "(?s).*\"poe account default\".*",
            "answers are simulated", "(?s)x-poe-gateway-source: .*",
            "404 `model_not_found`", "(?s).*\"id\": ?\"claude-sonnet-4.6\".*",
            "the first word is slow", "(?s)server-timing: gateway;dur=[0-9.]+, poe;dur=[0-9.]+\\s*",
            "429", "(?s)(x-ratelimit-(limit|remaining|reset)-requests: [0-9.]+(ms|s)?\\s+){3}",
            "402, out of points", "(?s).*\"poe account default\".*point.*");

    /** What its other commands say, by a part of the command. */
    private static final Map<String, String> README = Map.of(
            "curl -N localhost:8642/v1/chat/completions", "(?s)data: \\{.*data: \\[DONE]\\s*",
            "/v1/images/generations", "(?s).*\"url\": ?\"http.*",
            "-o hello.mp3", "",
            "/v1/files", "(?s).*\"filename\": ?\"report.pdf\".*",
            "x-poe-gateway-session: name:notes", "(?s).*\"content\":.*");

    /** What docs/simulator.md shows, in its order. */
    private static final List<String> SIMULATOR = List.of(
            "(?s)data: \\{.*data: \\[DONE]\\s*",
            "(?s).*\\{\\\\\"city\\\\\":\\\\\"sample city\\\\\",\\\\\"days\\\\\":2}.*",
            "(?s)event: meta.*event: done\\s.*",
            "(?s).*\"attachment_url\".*",
            "(?s).*\"queued\":1.*Rate limit.*",
            "(?s).*\"queued\":3.*");

    @TempDir
    Path folder = Path.of("");

    @GatewayTest(transport = Transport.H1, settings = "poe.balance-every=5m")
    void whatReadmeTellsToLookAtTellsWhatItSays(Rig rig) throws Exception {
        Map<String, String> commands = new LinkedHashMap<>();
        ROW.matcher(Files.readString(Path.of("README.md")))
                .results()
                .forEach(row -> commands.put(row.group(1), row.group(2).replace("\\|", "|")));
        assertEquals(TROUBLE.keySet(), commands.keySet());
        rig.until(
                () -> rig.get("/health").body().contains("point"), () -> "Poe is not asked how many points there are");
        for (Map.Entry<String, String> command : commands.entrySet()) {
            says(TROUBLE.getOrDefault(command.getKey(), ""), atGateway(rig, command.getValue()), Map.of("KEY", "any"));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whatElseReadmeTellsToTypeDoesWhatItSays(Rig rig) throws Exception {
        Files.writeString(folder.resolve("report.pdf"), "%PDF-1.4\n%%EOF\n");
        List<String> blocks = blocks("README.md");
        for (Map.Entry<String, String> expected : README.entrySet()) {
            String block = blocks.stream()
                    .filter(text -> text.contains(expected.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("README.md has no command with " + expected.getKey()));
            says(expected.getValue(), atGateway(rig, block), Map.of());
        }
        assertTrue(Files.size(folder.resolve("hello.mp3")) > 500);
    }

    @GatewayTest(transport = Transport.H1)
    void whatThePageOfTheSimulatorShowsComes(Rig rig) throws Exception {
        Files.writeString(folder.resolve("README.md"), "hello");
        String address = rig.poe().baseUri().resolve("/").toString().replaceAll("/$", "");
        List<String> blocks = blocks("docs/simulator.md").stream()
                .filter(block -> block.contains("$SIM"))
                .toList();
        assertEquals(SIMULATOR.size(), blocks.size(), blocks::toString);
        for (int i = 0; i < blocks.size(); i++) {
            says(SIMULATOR.get(i), blocks.get(i), Map.of("SIM", address));
            drop(address);
        }
    }

    private void drop(String address) throws Exception {
        says("(?s).*\"dropped\".*", "curl -s -X DELETE $SIM/simulator/scripts", Map.of("SIM", address));
    }

    private static List<String> blocks(String page) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of(page)))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String atGateway(Rig rig, String command) {
        return command.replace("localhost:8642", rig.gateway().url().getAuthority());
    }

    private void says(String expected, String command, Map<String, String> variables) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).directory(folder.toFile());
        shell.environment().putAll(variables);
        shell.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), command);
        assertTrue(Pattern.matches(expected, said), () -> command + "\nsaid: " + said);
    }
}
