package poegateway.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be told of the launcher for Windows without Windows: that it does as the other one does. */
class WindowsLauncherTest {
    private static final String WINDOWS = read("poe-gateway.cmd");
    private static final String POSIX = read("poe-gateway") + read("src/main/launcher/prepare.sh");

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }

    @Test
    void itsLinesEndAsWindowsWantsThemAndGitKeepsThemSo() {
        assertTrue(WINDOWS.lines().count() > 50);
        assertFalse(Pattern.compile("(?<!\\r)\\n").matcher(WINDOWS).find());
        assertTrue(read(".gitattributes").lines().toList().contains("*.cmd text eol=crlf"));
        assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(WINDOWS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "poegateway.Main",
                ".poe-gateway",
                "jvm.options",
                "training.options",
                "gateway.aot",
                "poe-gateway.jar",
                "-XX:+UseG1GC",
                "-XX:MaxRAMPercentage=25",
                "training (so that later starts are faster)",
                "the training failed, so starts are slower",
                "not built yet; to build it, run: ",
            })
    void itNamesWhatTheOtherOneNames(String word) {
        assertTrue(POSIX.contains(word), word);
        assertTrue(WINDOWS.replace("^", "").contains(word), word);
    }

    @Test
    void itGivesMavenAndJavaTheSameSwitches() {
        for (String prefix : List.of("-Dmaven", "-Dspotless", "-Denforcer", "-Dbuild", "-XX:AOT")) {
            assertEquals(switches(POSIX, prefix), switches(WINDOWS, prefix), prefix);
        }
    }

    private static Set<String> switches(String script, String prefix) {
        return Pattern.compile(Pattern.quote(prefix) + "[A-Za-z.]*=?(true)?")
                .matcher(script)
                .results()
                .map(MatchResult::group)
                .filter(found -> found.endsWith("=") || found.endsWith("true"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theFirstHeapAndTheLeastJavaAreTheSame() {
        assertEquals(number(POSIX, "first_heap_mib=(\\d+)"), number(WINDOWS, "InitialHeapSize=(\\d+)m"));
        assertEquals(number(POSIX, "least_java=(\\d+)"), number(WINDOWS, " geq (\\d+)"));
    }

    private static String number(String script, String pattern) {
        return Pattern.compile(pattern)
                .matcher(script)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .collect(Collectors.joining(","));
    }

    @Test
    void everyLabelThatIsCalledIsThere() {
        Set<String> called = Pattern.compile("(?:call|goto) :(\\w+)")
                .matcher(WINDOWS)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = Pattern.compile("(?m)^:(\\w+)$")
                .matcher(WINDOWS)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(there, called);
    }
}
