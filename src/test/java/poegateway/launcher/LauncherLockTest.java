package poegateway.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
final class LauncherLockTest {
    @TempDir
    Path folder;

    private LauncherSandbox sandbox;

    @BeforeEach
    void makeSandbox() throws Exception {
        sandbox = new LauncherSandbox(folder.toRealPath()).jdk("system/usr/lib/jvm/jdk-25", "25.0.3");
        Process pipes = new ProcessBuilder("mkfifo", path("reached"), path("gate")).start();
        assertEquals(new Run(0, "", ""), LauncherSandbox.finish(pipes));
    }

    @AfterEach
    void endWhatIsLeft() {
        sandbox.close();
    }

    private String path(String name) {
        return sandbox.path(name).toString();
    }

    /** A Maven that tells that it was reached, then waits until the gate opens. */
    private void gatedMaven() throws IOException {
        sandbox.maven("echo x >'" + path("reached") + "'", "read line <'" + path("gate") + "'");
    }

    private void awaitBuild() throws IOException {
        assertEquals("x\n", Files.readString(sandbox.path("reached")));
    }

    private void openGate() throws IOException {
        Files.writeString(sandbox.path("gate"), "x");
    }

    @Test
    void twoAtOnceBuildOnceAndBothRun() throws Exception {
        gatedMaven();
        Process first = sandbox.start();
        awaitBuild();
        Process second = sandbox.start();
        BufferedReader said = second.errorReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        assertEquals("poe-gateway: waiting for another build here (process " + first.pid() + ")", line);
        openGate();
        assertEquals(0, LauncherSandbox.finish(first).exit());
        assertEquals(0, LauncherSandbox.finish(second).exit());
        assertEquals(1, sandbox.builds());
    }

    @Test
    void aLockWhoseHolderIsGoneIsTakenOver() throws Exception {
        sandbox.maven();
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        sandbox.write("project/.poe-gateway/lock/pid", gone.pid() + "\n");
        assertEquals(0, sandbox.run().exit());
        assertEquals(1, sandbox.builds());
        assertFalse(Files.exists(sandbox.path("project/.poe-gateway/lock")));
    }

    @Test
    void aLauncherThatIsEndedEndsItsBuildAndLeavesNoLock() throws Exception {
        gatedMaven();
        Process launcher = sandbox.start();
        awaitBuild();
        ProcessHandle[] children = launcher.descendants().toArray(ProcessHandle[]::new);
        assertTrue(children.length > 0);
        launcher.toHandle().destroy();
        assertEquals(143, LauncherSandbox.finish(launcher).exit());
        assertFalse(Files.exists(sandbox.path("project/.poe-gateway/lock")));
        for (ProcessHandle child : children) {
            child.onExit().get();
        }
    }
}
