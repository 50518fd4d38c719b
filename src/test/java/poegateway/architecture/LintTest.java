package poegateway.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The code as the compiler sees it with all its warnings, Error Prone and NullAway, in a process of its own beside the other tests:
 * it takes as long as most of them together, so it begins first. Maven tells where these are; elsewhere this does not run.
 */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
final class LintTest {
    private static final Path PRODUCT = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");
    private static final String CHECKS = "-Xplugin:ErrorProne -Xep:NullAway:ERROR -Xep:UnnamedVariable:OFF"
            + " -Xep:StringSplitter:OFF -Xep:StringConcatToTextBlock:OFF"
            + " -XepOpt:NullAway:OnlyNullMarked=true -XepOpt:NullAway:JSpecifyMode=true";
    private static final List<String> EXPORTED =
            List.of("api", "file", "main", "model", "parser", "processing", "tree", "util");
    private static final List<String> OPENED = List.of("code", "comp");

    @TempDir
    private Path folder;

    @BeforeAll
    static void isFound() {
        assumeFalse(path().isEmpty(), "Maven alone knows where Error Prone is");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void theProgramHasNoWarning() throws Exception {
        assertEquals("", said(sources(PRODUCT)));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void theTestsHaveNoWarning() throws Exception {
        assertEquals("", said(sources(TESTS)));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void whatErrorProneAndNullAwayFindIsTold() throws Exception {
        assertTold("[NullAway]", "static Object nothing() { return null; }");
        assertTold("[ArrayEquals]", "static boolean same(int[] one, int[] other) { return one.equals(other); }");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void whatTheCompilerItselfWarnsOfIsTold() throws Exception {
        assertTold("[rawtypes]", "static java.util.List<?> raw(java.util.List list) { return list; }");
    }

    private void assertTold(String what, String method) throws IOException, InterruptedException {
        Path wrong = folder.resolve("Wrong.java");
        Files.writeString(wrong, "@org.jspecify.annotations.NullMarked class Wrong { " + method + " }");
        String said = said(List.of(wrong.toString()));
        assertTrue(said.contains(what), () -> what + " is missing in " + said);
    }

    private static String path() {
        return System.getProperty("lint.path", "");
    }

    private static List<String> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /** What the compiler says about the sources; it stops where it would begin to write classes. */
    private String said(List<String> sources) throws IOException, InterruptedException {
        Path list = Files.write(folder.resolve("sources"), sources);
        Path said = folder.resolve("said");
        List<String> command = new ArrayList<>(virtualMachine());
        command.addAll(List.of("-d", folder.toString(), "--release", "25", "-parameters"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-processorpath", path()));
        command.addAll(
                List.of("-Xlint:all,-processing,-classfile,-requires-automatic", "-Werror", "-XDcompilePolicy=simple"));
        command.addAll(List.of("--should-stop=ifError=FLOW", "--should-stop=ifNoError=FLOW"));
        command.addAll(List.of("-XDaddTypeAnnotationsToSymbol=true", CHECKS, "@" + list));
        Process compiler = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            int code = compiler.waitFor();
            String told = Files.readString(said);
            return code == 0 || !told.isEmpty() ? told : "it ends with " + code;
        } finally {
            compiler.destroy();
        }
    }

    /** One thread compiles; it ends before a collector or a second compiler that work beside it would pay. */
    private static List<String> virtualMachine() {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "javac");
        Stream.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms1g", "-Xmx2g", "-Xmn700m")
                .forEach(option -> command.add("-J" + option));
        EXPORTED.forEach(
                name -> command.add("-J--add-exports=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED"));
        OPENED.forEach(name -> command.add("-J--add-opens=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED"));
        return command;
    }
}
