package poegateway.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The recipes of CONTRIBUTING.md: what they name is there, and one of them is followed. */
@Execution(ExecutionMode.CONCURRENT)
class ContributingTest {
    private static final Path CODE = Path.of("src/main/java/poegateway");
    private static final Path TESTS = Path.of("src/test/java/poegateway");
    private static final Pattern WORD = Pattern.compile("`([^`]+)`");
    private static final Pattern FILE = Pattern.compile("[\\w./-]+\\.(md|yaml|yml|json|puml)");
    private static final Pattern CLASS =
            Pattern.compile("((?:[a-z][a-z0-9]*\\.)*)([A-Z][A-Za-z0-9]+)((?:\\.[A-Za-z_]+)*)");

    @TempDir
    Path scratch = Path.of("");

    @Test
    void thereIsARecipeForWhatPeopleAdd() throws IOException {
        for (String thing : List.of(
                "setting",
                "metric",
                "command",
                "endpoint",
                "model to the simulator",
                "dialect",
                "failure",
                "package")) {
            assertTrue(page().contains("\n### To add a") && page().contains(" " + thing + "\n"), thing);
        }
    }

    @Test
    void everyFileAndClassThatARecipeNamesIsThere() throws IOException {
        List<String> words =
                WORD.matcher(recipes()).results().map(word -> word.group(1)).toList();
        List<String> missing = words.stream().filter(word -> !isThere(word)).toList();
        assertEquals(List.of(), missing);
        assertTrue(words.size() > 50, "the recipes were not read");
    }

    /** Steps 1 and 4 of the recipe for a setting, on a copy of the record that it names. */
    @Test
    void aSettingThatIsAddedAsTheRecipeSaysHasItsKeyItsVariableAndItsDescription() throws Exception {
        String record = Files.readString(CODE.resolve("config/LogConfig.java"));
        String changed = record.replace(
                        "        Addresses addresses) {",
                        "        Addresses addresses,\n        @Doc(\"Share of the requests that get a line.\") int samplePercent) {")
                .replace("Addresses.FULL);", "Addresses.FULL, 100);");
        Path source = Files.writeString(scratch.resolve("LogConfig.java"), changed);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-parameters",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        scratch.toString(),
                        source.toString());
        assertEquals(0, result);
        String example = example();
        assertTrue(example.contains("sample-percent: 100"), example);
        assertTrue(example.contains("Share of the requests that get a line."), example);
    }

    /** What {@code config example} prints where the changed record stands before the one of the program. */
    private String example() throws Exception {
        URL[] path = Stream.concat(
                        Stream.of(scratch.toString()),
                        Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)))
                .map(entry -> url(Path.of(entry)))
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Class<?> docs = loader.loadClass("poegateway.config.docs.ConfigDocs");
            return String.valueOf(docs.getMethod("example").invoke(null));
        }
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (java.net.MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isThere(String word) {
        if (FILE.matcher(word).matches()) {
            return Files.exists(Path.of(word));
        }
        var named = CLASS.matcher(word);
        if (!named.matches()) {
            return !word.contains("/") || Files.exists(Path.of(word)); // a package, a method, an annotation
        }
        String folder = named.group(1).replace('.', '/');
        Path source = CODE.resolve(folder + named.group(2) + ".java");
        if (!folder.isEmpty() && Files.exists(source)) {
            return named.group(3).isEmpty()
                    || text(source).contains(named.group(3).replaceFirst(".*\\.", ""));
        }
        return isTest(named.group(2));
    }

    private static boolean isTest(String name) {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.anyMatch(file -> file.endsWith(name + ".java"));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("CONTRIBUTING.md"));
    }

    private static String recipes() throws IOException {
        String page = page();
        int end = page.indexOf("### To add an edit");
        return page.substring(page.indexOf("## Recipes"), end);
    }
}
