package poegateway.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.architecture.HouseRules.Source;

@Execution(ExecutionMode.CONCURRENT)
final class HouseRulesTest {
    private static final Path PRODUCT = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");
    /** Where words are read: everything that people read, but nothing that was recorded or generated. */
    private static final List<String> SPOKEN =
            List.of("src/main", "src/test/java", "docs", "config", "bench", ".ci", "pom.xml", "openapi.yaml");

    private static final Set<String> SPOKEN_ENDINGS =
            Set.of("java", "md", "puml", "xml", "yaml", "yml", "sh", "py", "mjs", "properties");

    @Test
    void noFileIsTooLong() throws IOException {
        assertEquals(List.of(), complaints(HouseRules::tooLong, PRODUCT, TESTS));
    }

    @Test
    void noMethodIsTooLongAndNoNameIsEmpty() throws IOException {
        List<Source> sources = new ArrayList<>(javaBelow(PRODUCT));
        sources.addAll(javaBelow(TESTS));
        assertEquals(List.of(), HouseRules.shapes(sources));
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<Source> sources = javaBelow(PRODUCT);
        assertEquals(List.of(), HouseRules.withoutPackageInfo(sources));
        assertEquals(
                List.of(),
                sources.stream()
                        .filter(source -> source.path().endsWith("package-info.java"))
                        .flatMap(source -> HouseRules.poorPackageInfo(source).stream())
                        .toList());
    }

    @Test
    void noForbiddenWordStandsInTheProject() throws IOException {
        assertEquals(
                List.of(),
                spoken().stream()
                        .flatMap(source -> HouseRules.forbiddenWords(source).stream())
                        .toList());
    }

    @Test
    void theSourceRootHoldsMainAlone() throws IOException {
        assertEquals(
                List.of("Main.java", "package-info.java"),
                javaBelow(PRODUCT).stream()
                        .map(source -> source.path().replace('\\', '/'))
                        .filter(path -> path.matches("src/main/java/poegateway/[^/]+"))
                        .map(path -> path.substring(path.lastIndexOf('/') + 1))
                        .sorted()
                        .toList());
    }

    @Test
    void noPackageIsCrowded() throws IOException {
        assertEquals(List.of(), HouseRules.crowdedPackages(javaBelow(PRODUCT)));
    }

    /** The simulator reads Poe's protocols a second time, without the gateway's code, and so has some of its names. */
    @Test
    void noClassOfTheGatewayHasTheNameOfAnother() throws IOException {
        List<Source> gateway = javaBelow(PRODUCT).stream()
                .filter(source -> !source.path().contains("/simulator/"))
                .toList();
        assertEquals(List.of(), HouseRules.sameNames(gateway));
    }

    @Test
    void aCrowdedPackageAndANameThatStandsTwiceAreReported() {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < HouseRules.PACKAGE_CLASSES_MAX; i++) {
            sources.add(new Source("a/A" + i + ".java", ""));
        }
        sources.add(new Source("a/package-info.java", ""));
        sources.add(new Source("b/package-info.java", ""));
        assertEquals(List.of(), HouseRules.crowdedPackages(sources));
        assertEquals(List.of(), HouseRules.sameNames(sources));
        sources.add(new Source("a/B.java", ""));
        sources.add(new Source("b/B.java", ""));
        assertEquals(List.of("a has 31 classes; 30 are allowed"), HouseRules.crowdedPackages(sources));
        assertEquals(List.of("B.java stands in a and b"), HouseRules.sameNames(sources));
    }

    @Test
    void theRulesReadTheWholeProject() throws IOException {
        assertTrue(javaBelow(PRODUCT).size() > 20);
        assertTrue(spoken().stream().anyMatch(source -> source.path().equals("README.md")));
        assertTrue(spoken().stream().anyMatch(source -> source.path().equals("docs/architecture.puml")));
    }

    @Test
    void aFileOfOneLineTooManyIsReported() {
        Source longest = new Source("a/Long.java", "// line\n".repeat(HouseRules.FILE_LINES_MAX));
        Source tooLong = new Source("a/Long.java", longest.text() + "// line\n");
        assertEquals(List.of(), HouseRules.tooLong(longest));
        assertEquals(List.of("a/Long.java has 401 lines; 400 are allowed"), HouseRules.tooLong(tooLong));
    }

    @ParameterizedTest
    @ValueSource(strings = {"void run()", "Long()", "static"})
    void aMethodConstructorOrInitialiserOfOneLineTooManyIsReported(String head) {
        assertEquals(List.of(), HouseRules.shapes(List.of(withBlock(head, HouseRules.METHOD_LINES_MAX))));
        List<String> complaints = HouseRules.shapes(List.of(withBlock(head, HouseRules.METHOD_LINES_MAX + 1)));
        assertEquals(1, complaints.size());
        assertTrue(complaints.getFirst().endsWith(" has 51 lines; 50 are allowed"), complaints::getFirst);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KeyManager", "JsonHelper", "Util", "StringUtils", "RelayImpl", "ChatService"})
    void aNameThatSaysNothingIsReportedEvenInside(String name) {
        Source source = new Source("a/Outer.java", "class Outer { record " + name + "() {} }");
        assertEquals(
                List.of("a/Outer.java: the name " + name + " does not say what the type is"),
                HouseRules.shapes(List.of(source)));
    }

    @Test
    void aPackageWithoutPackageInfoIsReported() {
        List<Source> sources = List.of(
                new Source("a/A.java", ""), new Source("a/package-info.java", ""), new Source("a/b/B.java", ""));
        assertEquals(List.of("a/b has no package-info.java"), HouseRules.withoutPackageInfo(sources));
    }

    @Test
    void aPackageInfoWithoutNullMarkedOrSentenceIsReported() {
        assertEquals(
                List.of("a/package-info.java is not @NullMarked"),
                HouseRules.poorPackageInfo(new Source("a/package-info.java", "/** Says it. */\npackage a;")));
        assertEquals(
                List.of("a/package-info.java has no sentence that says what the package is"),
                HouseRules.poorPackageInfo(new Source("a/package-info.java", "@NullMarked\npackage a.B;")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TO" + "DO later", "FIX" + "ME", "see /wo" + "rk/notes", "https://repo1.ma" + "ven.org"})
    void aForbiddenWordIsReported(String text) {
        assertEquals(1, HouseRules.forbiddenWords(new Source("a.md", text)).size());
    }

    private static Source withBlock(String head, int lines) {
        String block = head + " {\n" + "// line\n".repeat(lines - 2) + "}\n";
        return new Source("a/Long.java", "class Long {\n" + block + "}\n");
    }

    private static List<String> complaints(Function<Source, List<String>> rule, Path... folders) throws IOException {
        List<String> all = new ArrayList<>();
        for (Path folder : folders) {
            javaBelow(folder).forEach(source -> all.addAll(rule.apply(source)));
        }
        return all;
    }

    private static List<Source> javaBelow(Path folder) throws IOException {
        return read(folder, path -> path.toString().endsWith(".java"));
    }

    private static List<Source> spoken() throws IOException {
        List<Source> all = new ArrayList<>();
        try (Stream<Path> top = Files.list(Path.of(""))) {
            top.filter(path -> path.toString().endsWith(".md")).forEach(path -> all.add(source(path)));
        }
        for (String name : SPOKEN) {
            all.addAll(read(Path.of(name), HouseRulesTest::isSpoken));
        }
        return all;
    }

    private static boolean isSpoken(Path path) {
        String name = path.getFileName().toString();
        return !name.contains(".") || SPOKEN_ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static List<Source> read(Path start, Predicate<Path> wanted) throws IOException {
        if (!Files.exists(start)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(start)) {
            return paths.filter(Files::isRegularFile)
                    .filter(wanted)
                    .map(HouseRulesTest::source)
                    .toList();
        }
    }

    private static Source source(Path path) {
        try {
            return new Source(path.toString(), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
