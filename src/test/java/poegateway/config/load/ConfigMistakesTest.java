package poegateway.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ConfigMistakesTest {
    @TempDir
    Path folder;

    private static final String DEFAULT_PORT = " Correct it, or leave it out for the default: 8642.";

    private static Arguments mistake(String yaml, String sentence) {
        return Arguments.of(yaml, "config/poe-gateway.yaml:" + sentence);
    }

    static List<Arguments> mistakesOfShape() {
        return List.of(
                mistake("server:\n  prot: 1\n", "2:3 unknown key 'server.prot'. Did you mean 'server.port'?"),
                mistake("sever:\n  port: 1\n", "1:1 unknown key 'sever'. Did you mean 'server'?"),
                mistake("poe:\n  baseUrl: x\n", "2:3 unknown key 'poe.baseUrl'. Did you mean 'poe.base-url'?"),
                mistake("port: 1\n", "1:1 unknown key 'port'. Did you mean 'server.port'?"),
                mistake("\nbanana: 1\n", "2:1 unknown key 'banana'. docs/config.md lists all settings."),
                mistake(
                        "server.port: 1\n",
                        "1:1 unknown key 'server.port' with a dot. Write each part on a line of its own, indented."),
                mistake("server: 8\n", "1:9 'server' is a section. Put its settings below it, indented."),
                mistake(
                        "server:\n  port: 1\n  port: 2\n",
                        "3:3 'server.port' is written twice. Remove one of the two."),
                mistake(
                        "server:\n  port: &a 1\nsimulator:\n  port: *a\n",
                        "4:9 there is an alias (*) here. Write the value out."),
                mistake("server:\n  port: !!int 1\n", "2:9 a tag (!) stands here. Remove it."),
                mistake("server:\n---\npoe:\n", "2:1 a second document begins. Keep everything in one document."),
                mistake("- 1\n", "1:1 the file is not a list of settings. Begin with a section: 'server:'."),
                mistake("[a]: 1\n", "1:1 the key is not a word. Write 'name: value'."));
    }

    static List<Arguments> budgetsThatHoldNothing() {
        return List.of(
                mistake(
                        "server:\n  body-bytes-in-flight: 1KiB\n",
                        "2:25 'server.body-bytes-in-flight' must be 1MiB to 1024GiB, is '1KiB'. Correct it, or leave it"
                                + " out for the default: a quarter of the heap."),
                mistake(
                        "upstream:\n  reply-bytes-in-flight: 16KiB\n",
                        "2:26 'upstream.reply-bytes-in-flight' must be 1MiB to 1024GiB, is '16KiB'. Correct it, or "
                                + "leave"
                                + " it out for the default: a quarter of the heap."));
    }

    static List<Arguments> mistakesOfValue() {
        return List.of(
                mistake("server:\n  port: 70000\n", "2:9 'server.port' must be 0 to 65535, is '70000'." + DEFAULT_PORT),
                mistake(
                        "server:\n  port: many\n",
                        "2:9 'server.port' must be a whole number below 2147483648, is 'many'." + DEFAULT_PORT),
                mistake(
                        "server:\n  port: [1]\n",
                        "2:9 'server.port' must be a whole number below 2147483648, is 'a list'." + DEFAULT_PORT),
                mistake("server:\n  port:\n", "2:8 'server.port' has no value." + DEFAULT_PORT),
                mistake(
                        "server:\n  body-limit: 32MB\n",
                        "2:15 'server.body-limit' must be a whole number with B, KiB, MiB or GiB, such as 32MiB, is"
                                + " '32MB'. Correct it, or leave it out for the default: 32MiB."),
                mistake(
                        "server:\n  body-timeout: 30\n",
                        "2:17 'server.body-timeout' must be a whole number with ms, s, m or h, such as 90s, is '30'."
                                + " Correct it, or leave it out for the default: 30s."),
                mistake(
                        "server:\n  heartbeat: Auto\n",
                        "2:14 'server.heartbeat' must be one of auto, chunk, comment, off, is 'Auto'. Correct it, or"
                                + " leave it out for the default: auto."),
                mistake(
                        "poe:\n  base-url: ftp://x\n",
                        "2:13 'poe.base-url' must be an http or https address without user, query and fragment, such as"
                                + " https://api.poe.com/v1, is 'ftp://x'. Correct it, or leave it out for the default:"
                                + " https://api.poe.com/v1."),
                mistake(
                        "poe:\n  ca-file: absent.pem\n",
                        "2:12 'poe.ca-file' must be a file that can be read, is 'absent.pem'. Correct it, or leave it"
                                + " out for the default: only the system's."),
                mistake(
                        "server:\n  port: ${env:ABSENT}\n",
                        "2:9 'server.port' needs the variable ABSENT, which is not set, is '${env:ABSENT}'."
                                + DEFAULT_PORT),
                mistake(
                        "server:\n  port: ${PORT}\n",
                        "2:9 'server.port' must name variables as ${env:NAME}, is '${PORT}'." + DEFAULT_PORT),
                mistake(
                        "server:\n  port: 9000\nsimulator:\n  port: 9000\n",
                        "4:9 'simulator.port' must differ from server.port, is '9000'. Correct it, or leave it out for"
                                + " the default: 0."));
    }

    @ParameterizedTest
    @MethodSource({"mistakesOfShape", "mistakesOfValue", "budgetsThatHoldNothing", "mistakesOfYaml"})
    void aMistakeInTheFileIsNamedWithItsLineAndColumn(String yaml, String sentence) {
        assertEquals(List.of(sentence), Sources.in(folder).file(yaml).problems());
    }

    static List<Arguments> mistakesOfYaml() {
        String colon =
                "no colon can stand here. Indent the line like its neighbours; put a value that has a colon in quotes.";
        String indent = "the line is not indented like its neighbours. Put it right below them.";
        String open = "what begins here is not closed. Close the bracket or quote.";
        return List.of(
                mistake("server:\n\tport: 1\n", "2:1 there is a tab here. Indent with spaces."),
                mistake("server:\n  port: 1\n\thost: x\n", "3:1 there is a tab here. Indent with spaces."),
                mistake("server:\n  port: 1\n   host: x\n", "3:8 " + colon),
                mistake("server:\n  host: a: b\n", "2:10 " + colon),
                mistake("server:\n  port: 1\n host: x\n", "3:2 " + indent),
                mistake("auth:\n  keys:\n  - name: a\n   key: x\n", "4:4 " + indent),
                mistake("server:\n  port: [1\n", "2:9 " + open),
                mistake("server:\n  host: 'x\n", "2:9 " + open),
                mistake("server:\n  tls: {key-file: b\npoe:\n", "2:8 " + open),
                mistake("server:\n  host: @x\n", "2:9 no value can begin with @. Put it in quotes."),
                mistake(
                        "cors:\n  origins: [*]\n",
                        "2:14 the character before this one has a meaning in YAML. Put the value in quotes."),
                mistake("server:\n  port:1\n", "2:3 'server' is a section. Put a space after the colon."));
    }

    @Test
    void whatCannotBePrintedIsNotRepeated() {
        String unprintable =
                Sources.in(folder).file("server:\n  \u0007\n").problems().getFirst();
        assertFalse(unprintable.contains("\u0007"), unprintable);
    }

    @Test
    void aTowerOfBracketsIsRefusedBeforeItIsBuilt() {
        List<String> problems = Sources.in(folder).file("[".repeat(100_000)).problems();
        assertEquals(
                List.of("config/poe-gateway.yaml:1:21 nested deeper than 20. Settings need two levels."), problems);
    }

    @Test
    void allProblemsAreFoundAtOnceFromAllPlaces() {
        Sources sources = Sources.in(folder)
                .file("server:\n  prot: 1\n  port: 70000\n  commit-after: 1\nupstream:\n  attempts: 11\n")
                .file(".env", "what\nPOE_GATEWAY_SERVER_HOTS=x\n")
                .environment("POE_GATEWAY_POE_SUORCE", "poe")
                .environment("POE_GATEWAY_SIMULATOR_PACE", "-1s")
                .flag("simulator.chunk-char", "1")
                .flag("simulator.chunk-chars", "0");
        String pace =
                "environment POE_GATEWAY_SIMULATOR_PACE: 'simulator.pace' must be a whole number with ms, s, m or h,"
                        + " such as 90s, is '-1s'. Correct it, or leave it out for the default: 20ms.";
        assertEquals(
                List.of(
                        ".env:1:1 the line is not NAME=value. Write it like that, or put # in front.",
                        "config/poe-gateway.yaml:2:3 unknown key 'server.prot'. Did you mean 'server.port'?",
                        "config/poe-gateway.yaml:3:9 'server.port' must be 0 to 65535, is '70000'." + DEFAULT_PORT,
                        "config/poe-gateway.yaml:4:17 'server.commit-after' must be a whole number with ms, s, m or h,"
                                + " such as 90s, is '1'. Correct it, or leave it out for the default: 10s.",
                        "config/poe-gateway.yaml:6:13 'upstream.attempts' must be 1 to 10, is '11'. Correct it, or "
                                + "leave"
                                + " it out for the default: 3.",
                        ".env:2 POE_GATEWAY_SERVER_HOTS: unknown variable 'POE_GATEWAY_SERVER_HOTS'. Did you mean"
                                + " 'POE_GATEWAY_SERVER_HOST'?",
                        "environment POE_GATEWAY_POE_SUORCE: unknown variable 'POE_GATEWAY_POE_SUORCE'. Did you mean"
                                + " 'POE_GATEWAY_POE_SOURCE'?",
                        pace,
                        "flag --simulator.chunk-char: unknown flag. Did you mean '--simulator.chunk-chars'?",
                        "flag --simulator.chunk-chars: 'simulator.chunk-chars' must be at least 1, is '0'. Correct "
                                + "it, or"
                                + " leave it out for the default: 12."),
                sources.problems());
    }

    @Test
    void aNameOfNoSettingIsToldWithoutWhatATerminalWouldActUpon() {
        Sources sources = Sources.in(folder).flag("a\u009b2J\nb", "1").environment("POE_GATEWAY_A\u2028", "1");
        assertEquals(
                List.of(
                        "environment POE_GATEWAY_A?: unknown variable 'POE_GATEWAY_A?'. docs/config.md lists"
                                + " all settings.",
                        "flag --a?2J?b: unknown flag. docs/config.md lists all settings."),
                sources.problems());
    }

    @Test
    void halfOfTlsIsAProblemThatNamesTheOtherHalf() {
        Sources sources = Sources.in(folder).file("cert.pem", "").file("server: {tls: {certificate-file: cert.pem}}\n");
        assertEquals(
                List.of("config/poe-gateway.yaml:1:34 'server.tls.certificate-file' needs 'server.tls.key-file' too."
                        + " Set both or neither."),
                sources.problems());
    }
}
