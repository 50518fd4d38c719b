package poegateway.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.config.GatewayConfig;
import poegateway.config.KeyConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;
import poegateway.config.load.KeyFile;

/** The unit of systemd, and the steps on the page about running that lead to it, done in a folder that stands for the root. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class ServiceUnitTest {
    private static final String UNIT = "config/systemd/poe-gateway.service";
    private static final String KEY = "poe-0123456789abcdef";
    private static final Pattern STEPS =
            Pattern.compile("## A service of systemd\\n.*?```sh\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path root = Path.of("");

    private String unit = "";

    @BeforeEach
    void read() throws IOException {
        unit = Files.readString(Path.of(UNIT));
    }

    @Test
    void afterTheStepsTheServiceHasItsKeysItsPoeKeyAndItsUnit() throws Exception {
        String said = runSteps();
        String file = root + "/etc/poe-gateway/poe-gateway.yaml";
        assertEquals(
                "keys new laptop --config " + file,
                said.strip().lines().toList().getLast());
        GatewayConfig settings = settings();
        assertEquals(KEY, settings.poe().apiKey().orElseThrow().reveal());
        new KeyFile(settings.auth().keyFile()).add(KeyConfig.hashed("laptop", "0".repeat(64))); // as `keys new` does
        assertEquals("laptop", settings().auth().keys().getFirst().name());
        assertEquals(unit, Files.readString(root.resolve("etc/systemd/system/poe-gateway.service")));
        assertEquals(
                "rw-r-----",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(root.resolve("etc/poe-gateway/poe-api-key"))));
    }

    @Test
    void allThatTheServiceWritesLiesInItsStateDirectory() throws Exception {
        runSteps();
        Path state = root.resolve("var/lib").resolve(value("StateDirectory"));
        Path keys = settings().auth().keyFile();
        assertTrue(keys.startsWith(state), keys::toString);
        assertEquals(Optional.empty(), settings().vault().folder(), "it lies beside the key file");
        assertEquals("/var/lib/" + value("StateDirectory"), value("WorkingDirectory"));
        assertEquals("strict", value("ProtectSystem"));
        assertEquals("poe-gateway", value("User"));
    }

    @Test
    void itHasTimeToStop() {
        Duration stop = Duration.ofSeconds(Long.parseLong(value("TimeoutStopSec")));
        assertTrue(stop.compareTo(StopTime.needed(Map.of())) > 0, stop::toString);
    }

    @Test
    void systemdFindsNothingWrongWithIt() throws Exception {
        Path tool = Path.of("/usr/bin/systemd-analyze");
        Assumptions.assumeTrue(Files.isExecutable(tool), "systemd is not here");
        Path copy = root.resolve("poe-gateway.service");
        Files.writeString(copy, unit.replaceFirst("ExecStart=\\S+", "ExecStart=/bin/true"));
        assertEquals("", output(new ProcessBuilder(tool.toString(), "verify", "--man=no", copy.toString())));
    }

    private String value(String name) {
        List<String> values = unit.lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .toList();
        assertEquals(1, values.size(), name);
        return values.getFirst();
    }

    private GatewayConfig settings() {
        String[] variable = value("Environment").split("=", 2);
        String[] command = value("ExecStart").split(" ");
        assertEquals("--config", command[1]);
        return ConfigLoader.load(new ConfigSources(
                        root.resolve("var/lib/poe-gateway"),
                        Optional.of(Path.of(root + command[2])),
                        Map.of(variable[0], root + variable[1]),
                        Map.of()))
                .config();
    }

    /** Does what the page says, with other tools for what only root can do; gives what the gateway was told. */
    private String runSteps() throws Exception {
        Path tools = Files.createDirectory(root.resolve("tools"));
        tool(tools.resolve("sudo"), "[ \"$1\" = -u ] && shift 2\nexec \"$@\"");
        tool(tools.resolve("useradd"), "exit 0");
        tool(tools.resolve("systemctl"), "exit 0");
        tool(
                tools.resolve("install"),
                "for word; do shift; case $word in -o|-g) skip=1;; *) [ -n \"$skip\" ] && skip= || set -- \"$@\" \"$word\";; esac; done\n"
                        + "exec /usr/bin/install \"$@\"");
        Files.createDirectories(root.resolve("opt/poe-gateway/config/systemd"));
        Files.createDirectories(root.resolve("etc/systemd/system"));
        Files.createDirectories(root.resolve("var/lib"));
        Files.copy(Path.of(UNIT), root.resolve("opt/poe-gateway").resolve(UNIT));
        tool(root.resolve("opt/poe-gateway/poe-gateway"), "echo \"$@\"");
        String page = Files.readString(Path.of("docs/running.md"));
        String steps = STEPS.matcher(page).results().findFirst().orElseThrow().group(1);
        ProcessBuilder shell = new ProcessBuilder(
                "bash",
                "-euc",
                steps.replaceAll("(?<=[\\s])/(etc|opt|var)/", root + "/$1/").replace(": /var/", ": " + root + "/var/"));
        shell.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        shell.environment().put("POE_API_KEY", KEY);
        return output(shell);
    }

    private static void tool(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private static String output(ProcessBuilder command) throws Exception {
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), said);
        return said;
    }
}
