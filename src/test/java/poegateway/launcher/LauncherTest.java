package poegateway.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.launcher.LauncherSandbox.Run;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
final class LauncherTest {
    private static final String JDK_25 = "system/usr/lib/jvm/jdk-25";

    @TempDir
    Path folder;

    private LauncherSandbox sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new LauncherSandbox(folder.toRealPath());
    }

    @AfterEach
    void endWhatIsLeft() {
        sandbox.close();
    }

    private static String chosen(Run run) {
        return run.out().lines().findFirst().orElse(run.err());
    }

    @Test
    void theScriptIsExecutableAndTheShellCanReadIt() throws Exception {
        assertTrue(Files.isExecutable(Path.of("poe-gateway")));
        Process check = new ProcessBuilder("sh", "-n", "poe-gateway").start();
        assertEquals(new Run(0, "", ""), LauncherSandbox.finish(check));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"})
    void itStartsWithInputOutputOrErrorsClosed(String closed) throws Exception {
        sandbox.maven().jdk(JDK_25, "25.0.3", "echo cache >\"${word#*=}\"; exit 0");
        sandbox.script(
                "closed", "#!/bin/sh\nexec sh '" + sandbox.path("project/poe-gateway") + "' \"$@\" " + closed + "\n");
        for (int start = 0; start < 2; start++) {
            Run run = LauncherSandbox.finish(sandbox.startThrough("closed", "--port", "0"));
            assertEquals(0, run.exit(), run.err());
            assertEquals(
                    closed.contains(" >&-") || closed.startsWith(">&-"),
                    run.out().isEmpty(),
                    run.out());
        }
        assertEquals(1, sandbox.builds());
    }

    @Test
    void aClientThatWaitsOnStdoutNeverWaitsForABuild() throws Exception {
        sandbox.maven().jdk(JDK_25, "25.0.3");
        String unbuilt =
                "poe-gateway: not built yet; to build it, run: " + sandbox.path("project/poe-gateway") + " --version\n";
        assertEquals(new Run(3, "", unbuilt), sandbox.run("mcp", "--stdio"));
        assertEquals(0, sandbox.builds());
        sandbox.run("--version");
        Run run = sandbox.run("--mcp.toolsets=all", "mcp", "--stdio");
        assertEquals("", run.err());
        assertTrue(run.out().endsWith("--mcp.toolsets=all\nmcp\n--stdio\n"), run.out());
        assertTrue(run.out().contains("-XX:AOTCache="), run.out());
        sandbox.write("project/pom.xml", "<newer/>");
        Files.setLastModifiedTime(
                sandbox.path("project/pom.xml"),
                java.nio.file.attribute.FileTime.from(java.time.Instant.now().plusSeconds(60)));
        Run stale = sandbox.run("mcp", "--stdio");
        assertTrue(stale.err().startsWith("poe-gateway: running the last build"), stale.err());
        assertTrue(stale.out().startsWith(JDK_25), stale.out());
        assertEquals(1, sandbox.builds());
    }

    @Test
    void theFirstJdkThatIsNewEnoughIsTakenFromWhereJdksUsuallyLie() throws Exception {
        sandbox.maven()
                .jdk("system/usr/lib/jvm/jdk-17", "17.0.15")
                .jdk(JDK_25, "25.0.3")
                .jdk("home/.jdks/old", "1.8.0");
        assertEquals(JDK_25, chosen(sandbox.run()));
    }

    @Test
    void aJdkInTheHomeFolderIsFound() throws Exception {
        sandbox.maven().jdk("system/usr/lib/jvm/jdk-17", "17.0.15").jdk("home/.sdkman/candidates/java/26", "26");
        assertEquals("home/.sdkman/candidates/java/26", chosen(sandbox.run()));
    }

    @Test
    void javaHomeBeatsThePathAndThePathBeatsOtherPlaces() throws Exception {
        sandbox.maven().jdk(JDK_25, "25.0.3").jdk("mine", "25.0.1").jdk("theirs", "25.0.2");
        Files.createSymbolicLink(sandbox.path("bin/java"), sandbox.path("theirs/bin/java"));
        assertEquals("theirs", chosen(sandbox.run()));
        sandbox.with("JAVA_HOME", sandbox.path("mine").toString());
        assertEquals("mine", chosen(sandbox.run()));
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws Exception {
        sandbox.maven().jdk(JDK_25, "25.0.3").jdk("mine", "21.0.1");
        sandbox.with("JAVA_HOME", sandbox.path("mine").toString());
        assertEquals(JDK_25, chosen(sandbox.run()));
    }

    @Test
    void withoutANewJdkItStopsWithOneSentenceThatSaysWhatToRun() throws Exception {
        sandbox.maven().jdk("system/usr/lib/jvm/jdk-17", "17.0.15").script("bin/apt-get", "#!/bin/sh\n");
        sandbox.script("bin/apt-cache", "#!/bin/sh\n[ \"$2\" = openjdk-25-jdk-headless ]\n");
        String sentence = "poe-gateway: needs a JDK 25 or newer: sudo apt install openjdk-25-jdk-headless\n";
        assertEquals(new Run(3, "", sentence), sandbox.run());
        assertEquals(0, sandbox.builds());
    }

    @Test
    void aPackageThatTheArchiveLacksIsNotNamed() throws Exception {
        sandbox.maven().script("bin/apt-get", "#!/bin/sh\n");
        sandbox.script("bin/apt-cache", "#!/bin/sh\nexit 100\n");
        String sentence = "poe-gateway: needs a JDK 25 or newer; apt offers none here: try 'sudo apt update', "
                + "or download one from https://adoptium.net/installation\n";
        assertEquals(new Run(3, "", sentence), sandbox.run());
    }

    @ParameterizedTest
    @CsvSource({
        "dnf, sudo dnf install java-25-openjdk-devel",
        "brew, brew install openjdk@25",
    })
    void eachSystemGetsItsOwnCommand(String program, String command) throws Exception {
        sandbox.maven().script("bin/" + program, "#!/bin/sh\n");
        assertEquals(new Run(3, "", "poe-gateway: needs a JDK 25 or newer: " + command + "\n"), sandbox.run());
        sandbox.script("bin/" + program, "#!/bin/sh\nexit 1\n");
        assertEquals(
                "poe-gateway: needs a JDK 25 or newer: download one from https://adoptium.net/installation\n",
                sandbox.run().err());
    }

    @Test
    void withoutMavenItStopsWithOneSentenceThatSaysWhatToRun() throws Exception {
        sandbox.jdk(JDK_25, "25.0.3").script("bin/dnf", "#!/bin/sh\n");
        assertEquals(new Run(3, "", "poe-gateway: the build needs Maven: sudo dnf install maven\n"), sandbox.run());
    }

    @Test
    void itBuildsOnceAndNotAgainWhileNothingChanges() throws Exception {
        sandbox.maven().jdk(JDK_25, "25.0.3");
        assertTrue(sandbox.run().err().contains("built in"));
        assertEquals("", sandbox.run().err());
        assertEquals(1, sandbox.builds());
    }

    @Test
    void itBuildsAgainWhenASourceOrThePomIsNewer() throws Exception {
        sandbox.maven().jdk(JDK_25, "25.0.3");
        sandbox.run();
        for (String name : List.of("project/src/main/java/Main.java", "project/pom.xml")) {
            int before = sandbox.builds();
            FileTime later = FileTime.from(Instant.now().plusSeconds(5));
            Files.setLastModifiedTime(sandbox.path(name), later);
            sandbox.run();
            assertEquals(before + 1, sandbox.builds(), name);
            Files.setLastModifiedTime(sandbox.path(name), FileTime.fromMillis(0));
        }
    }

    @Test
    void whereTheFolderCannotBeWrittenWhatIsBuiltRunsAndItIsSaid() throws Exception {
        sandbox.maven().jdk(JDK_25, "25.0.3");
        sandbox.run();
        sandbox.script("bin/mkdir", "#!/bin/sh\nexit 1\n");
        assertEquals("", sandbox.run().err());
        FileTime later = FileTime.from(Instant.now().plusSeconds(5));
        Files.setLastModifiedTime(sandbox.path("project/pom.xml"), later);
        Run run = sandbox.run("--port", "0");
        assertEquals(JDK_25, chosen(run));
        assertTrue(
                run.err().startsWith("poe-gateway: running the last build, which is older than its sources"),
                run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(1, sandbox.builds());
    }

    @Test
    void whereTheFolderCannotBeWrittenAndNothingIsBuiltItStops() throws Exception {
        sandbox.maven().jdk(JDK_25, "25.0.3").script("bin/mkdir", "#!/bin/sh\nexit 1\n");
        Path data = sandbox.path("project/.poe-gateway");
        String sentence = "poe-gateway: cannot write to the folder " + data + ", where the build goes\n";
        assertEquals(new Run(3, "", sentence), sandbox.run());
    }

    @Test
    void anArchiveRunsWithItsOwnJavaAndNeverBuilds() throws Exception {
        sandbox.maven().jdk(JDK_25, "25.0.3").jdk("project/runtime", "25.0.1");
        sandbox.write("project/launcher/content", "one\n");
        for (String part : List.of("prepare.sh", "way-out.sh", "jvm.options", "training.options")) {
            Files.copy(Path.of("src/main/launcher", part), sandbox.path("project/launcher/" + part));
        }
        for (int start = 0; start < 2; start++) {
            Run run = sandbox.run("--port", "0");
            List<String> words = run.out().lines().toList();
            assertEquals("project/runtime", words.getFirst(), run::err);
            assertTrue(words.contains("-XX:AOTCache=" + sandbox.path("project/.poe-gateway/gateway.aot")), run::out);
            assertTrue(
                    words.contains(sandbox.path("project/app/poe-gateway.jar").toString()), run::out);
        }
        assertEquals(1, sandbox.trainings().size());
        sandbox.write("project/launcher/content", "another\n");
        sandbox.run();
        assertEquals(2, sandbox.trainings().size());
        assertEquals(0, sandbox.builds());
    }

    @Test
    void aFailedBuildShowsItsLastLinesAndItsLogAndIsTriedAgain() throws Exception {
        sandbox.maven("echo '[ERROR] Main.java does not compile'; exit 1").jdk(JDK_25, "25.0.3");
        Run run = sandbox.run();
        assertEquals(3, run.exit());
        assertEquals("", run.out());
        assertTrue(run.err().contains("[ERROR] Main.java does not compile"), run.err());
        assertTrue(
                run.err().contains("the whole log is in " + sandbox.path("project/.poe-gateway/build.log")), run.err());
        assertEquals(0, sandbox.maven().run().exit());
        assertEquals(2, sandbox.builds());
    }

    @Test
    void argumentsAndJavaOptsArriveWordByWord() throws Exception {
        sandbox.maven().jdk(JDK_25, "25.0.3").with("JAVA_OPTS", "-Xmx300m -Da=*");
        List<String> words =
                sandbox.run("--port", "1", "a  b", "").out().lines().toList();
        String app = sandbox.app().toString();
        List<String> expected = List.of(
                JDK_25,
                "-XX:+UseG1GC",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:G1ExpandByPercentOfAvailable=0",
                "@" + sandbox.path("project/src/main/launcher/jvm.options"),
                "-XX:AOTCache=" + app + "/gateway.aot",
                "-Dpoe-gateway.home=" + sandbox.path("project"),
                "-Xmx300m",
                "-Da=*",
                "-cp",
                app + "/poe-gateway.jar",
                "poegateway.Main",
                "--port",
                "1",
                "a  b",
                "");
        assertEquals(expected, words);
        assertTrue(Files.exists(sandbox.app().resolve("lib/library.jar")));
    }

    @Test
    void aCollectorOfTheUsersOwnReplacesOurs() throws Exception {
        sandbox.maven().jdk(JDK_25, "25.0.3").with("JAVA_OPTS", "-XX:+UseZGC");
        List<String> words = sandbox.run().out().lines().toList();
        assertTrue(words.contains("-XX:+UseZGC"), words::toString);
        assertFalse(words.contains("-XX:+UseG1GC"), words::toString);
    }

    @Test
    void theHeapIsAQuarterOfMemoryAndAtLeast256Mebibytes() throws Exception {
        sandbox.maven().jdk(JDK_25, "25.0.3");
        sandbox.write("system/proc/meminfo", "MemTotal:       8388608 kB\n");
        assertEquals(
                List.of("-XX:InitialHeapSize=48m", "-XX:MaxRAMPercentage=25"),
                sandbox.run().out().lines().toList().subList(1, 3));
        sandbox.write("system/sys/fs/cgroup/memory.max", "536870912\n");
        assertEquals(
                List.of("-XX:InitialHeapSize=48m", "-Xmx256m"),
                sandbox.run().out().lines().toList().subList(1, 3));
    }

    @Test
    void nothingButTheProgramWritesToStdout() throws Exception {
        sandbox.maven().jdk(JDK_25, "25.0.3");
        assertFalse(sandbox.run().out().contains("noise"));
        assertFalse(sandbox.run().out().contains("building"));
    }

    @Test
    void itFindsItsFolderThroughLinks() throws Exception {
        sandbox.maven().jdk(JDK_25, "25.0.3");
        Files.createDirectories(sandbox.path("links"));
        Files.createSymbolicLink(sandbox.path("links/first"), Path.of("../project/poe-gateway"));
        Files.createSymbolicLink(sandbox.path("links/second"), sandbox.path("links/first"));
        assertEquals(JDK_25, chosen(LauncherSandbox.finish(sandbox.startThrough("links/second"))));
        assertTrue(Files.exists(sandbox.path("project/.poe-gateway/current")));
    }
}
