package poegateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import poegateway.config.load.PlantedMistakes;
import poegateway.rig.Program;

/** The commands that only tell something. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class CommandsIT {
    private static final List<String> FAST = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir
    Path folder = Path.of("");

    @Test
    void checkTellsEveryMistakeWithItsPlaceAndItsFix() throws Exception {
        PlantedMistakes.plant(folder);
        String expected = PlantedMistakes.all().stream()
                .map(mistake -> mistake.sentence() + System.lineSeparator())
                .collect(Collectors.joining());
        assertSaid(3, expected, PlantedMistakes.ENVIRONMENT, "check", PlantedMistakes.FLAG);
    }

    @Test
    void aSettingsFileThatIsNotThereIsSaidToBeMissing() throws Exception {
        String sentence =
                "flag --config: no such file: x.yaml. Check the name; `poe-gateway config example` prints a file to "
                        + "start from." + System.lineSeparator();
        assertSaid(3, sentence, Map.of(), "check", "--config", "x.yaml");
    }

    @Test
    void theVersionTellsCommitBuildAndJava() {
        List<String> lines = List.of(new VersionText().getVersion());
        assertEquals(5, lines.size());
        assertTrue(lines.get(0).matches("poe-gateway \\S+"), lines::toString);
        assertTrue(lines.get(1).matches("  commit  (unknown|[0-9a-f]{7,40})"), lines::toString);
        assertTrue(
                lines.get(2).matches("  build   (sha256 [0-9a-f]{12} of .+|classes in a folder, no jar)"),
                lines::toString);
        assertTrue(lines.get(3).contains(Runtime.version().toString()), lines::toString);
        StringWriter said = new StringWriter();
        CommandLine commands = Commands.all().setOut(new PrintWriter(said, true));
        assertEquals(0, commands.execute("--version"));
        assertEquals(String.join(System.lineSeparator(), lines) + System.lineSeparator(), said.toString());
    }

    @Test
    void theScriptForShellsKnowsCommandsOptionsAndSettings() throws Exception {
        String script = CompletionCommand.script();
        for (String word : List.of("serve", "keys", "revoke", "--origin", "--server.port", "--host", "completion")) {
            assertTrue(script.contains(word), word);
        }
        assertFalse(script.contains("train"), "nobody is to type that");
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var in = bash.outputWriter()) {
            in.write(script);
        }
        assertEquals("", new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void checkSaysOkWhenAllIsWell() throws Exception {
        Files.writeString(folder.resolve("other.yaml"), "server: {port: 1}\n");
        assertSaid(0, "ok" + System.lineSeparator(), Map.of(), "--config", "other.yaml", "check");
        String refused = "poe.source is poe, but no key of Poe is set: set POE_API_KEY (poe.com/api/keys)."
                + System.lineSeparator();
        assertSaid(3, refused, Map.of(), "check", "--poe.source", "poe");
    }

    @Test
    void configShowTellsWhereEverySettingComesFromAndNoSecret() throws Exception {
        Files.createDirectory(folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/poe-gateway.yaml"),
                "server:\n  port: 1\nauth:\n  keys: [{name: ci, key: s3cr3t-s3cr3t-s3cr3t}]\n");
        Map<String, String> environment =
                Map.of("POE_API_KEY", "s3cr3t", "POE_GATEWAY_POE_PROXY", "http://s3cr3t:s3cr3t@proxy:3128");
        try (Program program = Program.start(
                folder, FAST, environment, "--port", "2", "config", "show", "--origin", "--upstream.attempts=4")) {
            String said = program.awaitEnd();
            Map<String, String> lines = said.lines()
                    .map(line -> line.split(" +# ", 2))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
            assertEquals("flag --server.port", lines.get("server.port: 2"));
            assertEquals("flag --upstream.attempts", lines.get("upstream.attempts: 4"));
            assertEquals("default", lines.get("server.host: 127.0.0.1"));
            assertEquals("environment POE_API_KEY", lines.get("poe.api-key: •••"));
            assertEquals("environment POE_GATEWAY_POE_PROXY", lines.get("poe.proxy: http://•••@proxy:3128"));
            assertEquals("config/poe-gateway.yaml:4:17", lines.get("auth.keys[0].name: ci"));
            assertEquals(0, program.exitCode());
            assertTrue(!said.contains("s3cr3t"), said);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sreve          | Unknown argument 'sreve'. Did you mean 'serve'? See --help.
            config         | Say what to print: show, example or schema. See --help.
            config shwo    | Unknown argument 'shwo'. Did you mean 'show'? See --help.
            sim --prt=1    | Unknown option '--prt'. Did you mean '--port'? See --help.
            --prot 1       | Unknown option '--prot'. Did you mean '--port'? See --help.
            serve --prot=1 | Unknown option '--prot'. Did you mean '--port'? See --help.
            check --level=info | Unknown option '--level'. Did you mean '--log.level'? See --help.
            check --versio | Unknown option '--versio'. Did you mean '--version'? See --help.
            check --nonsense | Unknown option '--nonsense'. docs/config.md lists all settings. See --help.
            check --config | Missing required parameter for option '--config' (FILE). See --help.
            check --port --log.level=info | Expected parameter for option '--port' but found '--log.level=info'. See --help.
            check --port 1 --port 2 | option '--port' (PORT) should be specified only once. See --help.
            check -- --log.level=info | Unknown option '--log.level'. Did you mean '--log.level'? See --help.
            check --log.level -- info | Unknown argument 'info'. See --help.
            config --port 1 show    | Unknown option '--port'. See --help.
            keys --nope list        | Unknown option '--nope'. See --help.
            --log.level=info sim    | Unknown option '--log.level'. See --help.
            --config check          | Expected parameter for option '--config' but found 'check'. See --help.
            """)
    void wrongUsageIsOneSentence(String arguments, String sentence) {
        StringWriter said = new StringWriter();
        CommandLine commands = Commands.all().setErr(new PrintWriter(said, true));
        assertEquals(2, commands.execute(arguments.split(" ")));
        assertEquals(sentence + System.lineSeparator(), said.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sreve               | Unknown argument 'sreve'. Did you mean 'serve'? See --help.
            sim --host 0.0.0.0  | sim: 0.0.0.0 can be reached from outside this machine, and the simulator takes any key. Listen on 127.0.0.1, or add --insecure if that is what you want.
            sim --port=99999    | sim: port must be 0 to 65535. See --help.
            sim --pace-ms=-1    | sim: pace must be 0s to 24h. See --help.
            sim --chunk-chars=0 | sim: chunk-chars must be at least 1. See --help.
            """)
    void wrongUsageEndsTheProgramWithItsSentence(String arguments, String sentence) throws Exception {
        assertSaid(2, sentence + System.lineSeparator(), Map.of(), arguments.split(" "));
    }

    @Test
    void whatStandsBeforeACommandThatReadsNoSettingsIsRefused() throws Exception {
        String sentence = "'--port' is before 'sim', which ignores it there. Put it after the command. See --help."
                + System.lineSeparator();
        assertSaid(2, sentence, Map.of(), "--log.level=info", "--port", "1", "sim");
    }

    @Test
    void aValueInTheWordOfItsFlagMayBeTheNameOfACommand() throws Exception {
        assertSaid(
                0, "ok" + System.lineSeparator(), Map.of(), "--auth.mode=keys", "--poe.source", "simulator", "check");
    }

    @Test
    void ofAFlagThatIsGivenTwiceTheLastHoldsAndOneWithoutAValueIsEmpty() throws Exception {
        assertPort("3", "--server.port=2", "config", "show", "--server.port", "4", "--server.port=3");
        assertPort("5", "--server.port=2", "config", "show", "--server.port=3", "--port=5");
        assertSaid(
                3,
                "flag --log.level: 'log.level' must be one of error, warn, info, debug, is ''. Correct it, or leave "
                        + "it out"
                        + " for the default: info." + System.lineSeparator(),
                Map.of(),
                "check",
                "--log.level",
                "--server.port=1");
    }

    @Test
    void theExampleAndTheSchemaArePrintedAsTheyLieInTheFolder() throws Exception {
        assertSaid(0, Files.readString(Path.of("config", "poe-gateway.yaml")), Map.of(), "config", "example");
        assertSaid(0, Files.readString(Path.of("config", "poe-gateway.schema.json")), Map.of(), "config", "schema");
    }

    private void assertPort(String port, String... arguments) throws Exception {
        try (Program program = Program.start(folder, FAST, Map.of(), arguments)) {
            assertTrue(program.awaitEnd().contains("server.port: " + port + System.lineSeparator()));
        }
    }

    private void assertSaid(int exitCode, String said, Map<String, String> environment, String... arguments)
            throws Exception {
        try (Program program = Program.start(folder, FAST, environment, arguments)) {
            assertEquals(said, program.awaitEnd());
            assertEquals(exitCode, program.exitCode());
        }
    }
}
