package poegateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FastArgumentsTest {
    private static FastArguments asPicocliSeesIt(String... words) {
        RootCommand root = new RootCommand();
        CommandLine.ParseResult given = new CommandLine(root).parseArgs(words);
        SettingsCommand asked = given.hasSubcommand()
                ? (SettingsCommand) given.subcommand().commandSpec().userObject()
                : root;
        return new FastArguments(asked.file(), Map.copyOf(asked.flags()));
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
                "--upstream.idle-timeout=2m --simulator.pace=0ms",
                "--poe.base-url=http://127.0.0.1:1/v1?a=b",
                "--server.prot=1",
            })
    void ordinaryLinesMeanWhatPicocliSaysTheyMean(String line) {
        FastArguments plain = FastArguments.of(words(line)).orElseThrow();
        assertEquals(asPicocliSeesIt(words(line)), new FastArguments(plain.file(), Map.copyOf(plain.flags())));
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
                "--server.port 1",
                "--server.port=1 --server.port=2",
                "--insecure=true",
                "--port 1 extra",
                "--config @file",
                "@file",
                "--unknown=1",
            })
    void everythingElseIsLeftToPicocli(String line) {
        assertEquals(Optional.empty(), FastArguments.of(words(line)));
    }

    @Test
    void anEmptyWordIsLeftToPicocli() {
        assertEquals(Optional.empty(), FastArguments.of(""));
        assertEquals(Optional.empty(), FastArguments.of("--port", ""));
    }
}
