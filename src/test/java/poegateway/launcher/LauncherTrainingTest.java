package poegateway.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.launcher.LauncherSandbox.Run;

/** The cache that Java trains, from the launcher's side. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
final class LauncherTrainingTest {
    private static final String JDK_25 = "system/usr/lib/jvm/jdk-25";

    @TempDir
    Path folder;

    private LauncherSandbox sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new LauncherSandbox(folder.toRealPath()).maven();
    }

    @AfterEach
    void endWhatIsLeft() {
        sandbox.close();
    }

    private static String cache(Run run) {
        return run.out()
                .lines()
                .filter(word -> word.startsWith("-XX:AOTCache="))
                .findFirst()
                .orElse("none");
    }

    private String expectedCache() throws IOException {
        return "-XX:AOTCache=" + sandbox.app() + "/gateway.aot";
    }

    @Test
    void itTrainsOnceAfterTheBuildAndEveryRunUsesTheCache() throws Exception {
        sandbox.jdk(JDK_25, "25.0.3");
        Run first = sandbox.run();
        assertTrue(first.err().contains("training"), first.err());
        assertEquals(expectedCache(), cache(first));
        Run second = sandbox.run("health");
        assertEquals("", second.err());
        assertEquals(expectedCache(), cache(second));
        assertEquals(1, sandbox.trainings().size());
    }

    @Test
    void trainingAndRunHaveTheSameClassPathAndTheSameOptions() throws Exception {
        sandbox.jdk(JDK_25, "25.0.3");
        List<String> run = sandbox.run().out().lines().toList();
        List<String> training = sandbox.trainings().getFirst();
        assertEquals(classPath(training), classPath(run));
        int options = training.indexOf("@" + sandbox.path("project/src/main/launcher/jvm.options"));
        assertTrue(options > 0, training::toString);
        assertEquals(training.subList(0, options + 1), run.subList(1, options + 2));
        assertEquals(List.of("poegateway.Main", "train"), training.subList(training.size() - 2, training.size()));
    }

    private static String classPath(List<String> words) {
        return words.get(words.indexOf("-cp") + 1);
    }

    @Test
    void aFailedTrainingIsOneSentenceAndTheGatewayRunsWithoutACache() throws Exception {
        sandbox.jdk(JDK_25, "25.0.3", "echo why; exit 1");
        Run first = sandbox.run();
        assertEquals(0, first.exit());
        String log = sandbox.path("project/.poe-gateway/training.log").toString();
        assertTrue(
                first.err().contains("the training failed, so starts are slower; " + log + " says why"), first.err());
        assertEquals("why\n", Files.readString(Path.of(log)));
        assertEquals("none", cache(first));
        Run second = sandbox.run();
        assertEquals("", second.err());
        assertEquals(1, sandbox.trainings().size());
    }

    @Test
    void anotherJavaTrainsACacheOfItsOwn() throws Exception {
        sandbox.jdk(JDK_25, "25.0.3").jdk("mine", "25.0.3");
        sandbox.run();
        sandbox.with("JAVA_HOME", sandbox.path("mine").toString());
        assertEquals("mine", sandbox.run().out().lines().findFirst().orElseThrow());
        assertEquals(2, sandbox.trainings().size());
        assertEquals(1, sandbox.builds());
    }

    @Test
    void aJavaThatWasUpdatedInItsPlaceTrainsAnew() throws Exception {
        sandbox.jdk(JDK_25, "25.0.3");
        sandbox.run();
        sandbox.jdk(JDK_25, "25.0.4");
        assertTrue(sandbox.run().err().contains("training"));
        assertEquals("", sandbox.run().err());
        assertEquals(2, sandbox.trainings().size());
    }

    @Test
    void aCacheOfTheUsersOwnReplacesOurs() throws Exception {
        sandbox.jdk(JDK_25, "25.0.3").with("JAVA_OPTS", "-XX:AOTCache=mine.aot");
        assertEquals("-XX:AOTCache=mine.aot", cache(sandbox.run()));
    }

    @Test
    void aJavaThatIsGoneIsNoLongerUsed() throws Exception {
        sandbox.jdk(JDK_25, "25.0.3").jdk("system/usr/lib/jvm/jdk-26", "26");
        assertEquals(JDK_25, sandbox.run().out().lines().findFirst().orElseThrow());
        Files.delete(sandbox.path(JDK_25 + "/bin/java"));
        Run run = sandbox.run();
        assertEquals("system/usr/lib/jvm/jdk-26", run.out().lines().findFirst().orElseThrow());
        assertEquals(2, sandbox.trainings().size());
    }
}
