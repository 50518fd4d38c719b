package poegateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import poegateway.config.tree.Setting;
import poegateway.config.tree.Settings;

class FastArgumentsTest {
    private static final List<String> WORDS = List.of(
            "serve",
            "check",
            "health",
            "sim",
            "help",
            "config",
            "show",
            "--",
            "-h",
            "--help",
            "-V",
            "-x",
            "@file",
            "--nope",
            "--server.prot",
            "--server",
            "--origin",
            "extra");
    private static final List<String> NAMES =
            List.of("--config", "--port", "--host", "--insecure", "--server.port", "--auth.keys", "--log.level");
    private static final List<String> VALUES = List.of(
            "1", "9000", "::1", "a.yaml", "a=b", "", " ", "-1", "--port", "\"q\"", "'q'", "@f", "serve", "true", "é");

    private final CommandLine picocli = Commands.all();

    private GivenSettings asPicocliSeesIt(String... words) {
        CommandLine.ParseResult given = picocli.parseArgs(words);
        CommandLine.ParseResult asked = given.hasSubcommand() ? given.subcommand() : given;
        assertTrue(
                asked.commandSpec().userObject() instanceof RootCommand
                        || asked.commandSpec().userObject() instanceof ServeCommand,
                () -> "it serves: " + List.of(words));
        assertTrue(!given.isUsageHelpRequested() && !given.isVersionHelpRequested(), () -> String.join(" ", words));
        return ((SettingsCommand) asked.commandSpec().userObject()).given();
    }

    private static String[] words(String line) {
        return line.isBlank() ? new String[0] : line.split(" ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serve",
                "--port 9000",
                "--port=0 --host=::1",
                "serve --host 0.0.0.0 --insecure",
                "--config a.yaml --server.port=1 --port 2",
                "--port 2 --server.port=1",
                "--auth.mode=keys --host=sim",
                "--upstream.idle-timeout=2m --simulator.pace=0ms",
                "--poe.base-url=http://127.0.0.1:1/v1?a=b",
            })
    void ordinaryLinesMeanWhatPicocliSaysTheyMean(String line) {
        assertEquals(Optional.of(asPicocliSeesIt(words(line))), FastArguments.of(words(line)));
    }

    @Test
    void theFlagOfEverySettingIsOrdinary() {
        for (Setting setting : Settings.GATEWAY.all()) {
            GivenSettings given = new GivenSettings(Optional.empty(), Map.of(setting.key(), "x"));
            String word = "--" + setting.key() + "=x";
            assertEquals(Optional.of(given), FastArguments.of(word));
            assertEquals(given, asPicocliSeesIt(word));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "-h",
                "--version",
                "health",
                "sim --port 1",
                "--port 1 health",
                "serve serve",
                "sreve",
                "--port",
                "--port --host",
                "--port=",
                "--port 1 --port 2",
                "--host sim",
                "--config check",
                "--server.port 1",
                "--server.port=1 --server.port=2",
                "--server.prot=1",
                "--insecure=true",
                "--port 1 extra",
                "--config @file",
                "@file",
                "--unknown=1",
                "--",
                "--=1",
            })
    void everythingElseIsLeftToPicocli(String line) {
        assertEquals(Optional.empty(), FastArguments.of(words(line)));
    }

    @Test
    void theCommandsAreThoseOfPicocli() {
        assertEquals(picocli.getSubcommands().keySet(), FastArguments.COMMANDS);
    }

    @Test
    void anEmptyWordIsLeftToPicocli() {
        assertEquals(Optional.empty(), FastArguments.of(""));
        assertEquals(Optional.empty(), FastArguments.of("--port", ""));
    }

    @Test
    void ofWhateverLineBothReadersAgreeOrTheFastOnePassesItOn() {
        Random random = new Random(20);
        int ordinary = 0;
        for (int i = 0; i < 20_000; i++) {
            String[] line = line(random);
            Optional<GivenSettings> fast = FastArguments.of(line);
            if (fast.isPresent()) {
                assertEquals(asPicocliSeesIt(line), fast.get(), () -> String.join(" ", line));
                ordinary++;
            }
        }
        assertTrue(ordinary > 2_000, ordinary + " lines were ordinary");
    }

    private static String[] line(Random random) {
        List<String> line = new ArrayList<>(random.nextBoolean() ? List.of() : List.of("serve"));
        for (int left = random.nextInt(4); left > 0; left--) {
            phrase(random).forEach(line::add);
        }
        return line.toArray(String[]::new);
    }

    private static Stream<String> phrase(Random random) {
        String name = any(NAMES, random);
        String value = any(VALUES, random);
        return switch (random.nextInt(6)) {
            case 0, 1 -> Stream.of(name + "=" + value);
            case 2, 3 -> Stream.of(name, value);
            case 4 -> Stream.of(name);
            default -> Stream.of(any(WORDS, random));
        };
    }

    private static String any(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
