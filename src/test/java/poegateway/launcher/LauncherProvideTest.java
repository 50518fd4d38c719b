package poegateway.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
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

/** How a JDK and Maven come to a machine that has neither. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
final class LauncherProvideTest {
    private static final String MADE = "made/jdk-25.0.4.1+1";
    private static final String NONE =
            "poe-gateway: needs a JDK 25 or newer: download one from https://adoptium.net/installation\n";

    @TempDir
    Path folder;

    private LauncherSandbox sandbox;
    private DownloadStandIn downloads;

    @BeforeEach
    void makeSandbox() throws Exception {
        sandbox = new LauncherSandbox(folder.toRealPath());
        for (String tool : List.of("curl", "tar", "gzip", "sha256sum", "sha512sum", "wc")) {
            sandbox.tool(tool);
        }
        sandbox.script("bin/uname", "#!/bin/sh\n[ \"$1\" = -m ] && echo x86_64 || echo Linux\n");
        sandbox.script("bin/id", "#!/bin/sh\necho 0\n");
        downloads = new DownloadStandIn();
        sandbox.with("TEMURIN_MIRROR", downloads.url() + "/temurin/").with("MAVEN_MIRROR", downloads.url() + "/dist");
        sandbox.jdk(MADE, "25.0.4");
        downloads.offer(DownloadStandIn.TEMURIN, sandbox.path(MADE), "SHA-256", ".sha256.txt");
    }

    @AfterEach
    void endWhatIsLeft() {
        downloads.close();
        sandbox.close();
    }

    private Path data() {
        return sandbox.path("project/.poe-gateway");
    }

    private List<String> halves() throws IOException {
        try (Stream<Path> files = Files.list(data())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("new."))
                    .toList();
        }
    }

    @Test
    void withYesTemurinsArchiveIsFetchedIntoItsOwnFolderOnce() throws Exception {
        sandbox.maven();
        Run run = sandbox.run("--port", "1", "--yes");
        List<String> words = run.out().lines().toList();
        assertEquals(MADE, words.getFirst(), run::err);
        assertEquals(List.of("--port", "1"), words.subList(words.size() - 2, words.size()));
        assertTrue(run.err().contains("getting: " + downloads.url() + DownloadStandIn.TEMURIN), run::err);
        assertTrue(Files.isExecutable(data().resolve("jdk/bin/java")));
        assertEquals(List.of(), halves());
        assertEquals("", sandbox.run("--yes").err());
        assertEquals(List.of(DownloadStandIn.TEMURIN, DownloadStandIn.TEMURIN + ".sha256.txt"), downloads.asked());
    }

    @Test
    void inContinuousIntegrationMavenComesTooWithoutAsking() throws Exception {
        sandbox.maven();
        Files.createDirectories(sandbox.path("made/apache-maven/bin"));
        Files.move(sandbox.path("bin/mvn"), sandbox.path("made/apache-maven/bin/mvn"));
        downloads.offer(DownloadStandIn.MAVEN, sandbox.path("made/apache-maven"), "SHA-512", ".sha512");
        Run run = sandbox.with("CI", "true").run();
        assertEquals(0, run.exit(), run::err);
        assertEquals(1, sandbox.builds());
        assertTrue(Files.isExecutable(data().resolve("maven/bin/mvn")));
    }

    @Test
    void withoutLeaveNothingIsFetched() throws Exception {
        assertEquals(new Run(3, "", NONE), sandbox.maven().run());
        assertEquals(List.of(), downloads.asked());
        assertFalse(Files.exists(data()));
    }

    @Test
    void aWrongChecksumIsOneSentenceAndLeavesNothing() throws Exception {
        downloads.say(DownloadStandIn.TEMURIN + ".sha256.txt", "00ff  file\n");
        Run run = sandbox.maven().run("--yes");
        assertEquals(3, run.exit());
        assertEquals(2, run.err().lines().count(), run::err);
        assertTrue(run.err().endsWith(", but 00ff is expected\n"), run::err);
        assertFalse(Files.exists(data()));
        assertEquals(0, sandbox.builds());
    }

    @Test
    void whatCannotBeFetchedIsSaidWithWhatToDo() throws Exception {
        Run run = sandbox.maven()
                .with("TEMURIN_MIRROR", downloads.url() + "/elsewhere")
                .run("--yes");
        assertEquals(3, run.exit());
        assertTrue(run.err().contains(" could not be fetched\n"), run::err);
        assertTrue(run.err().endsWith(NONE), run::err);
        assertFalse(Files.exists(data()));
    }

    @Test
    void theSystemsPackageIsPreferred() throws Exception {
        sandbox.maven().script("bin/apt-cache", "#!/bin/sh\n[ \"$2\" = openjdk-25-jdk-headless ]\n");
        sandbox.jdk("packaged", "25.0.3");
        Path place = sandbox.path("system/usr/lib/jvm");
        sandbox.script(
                "bin/apt-get",
                "#!/bin/sh\necho \"$*\" >>'" + sandbox.path("installed") + "'\nmkdir -p '" + place + "'\nmv '"
                        + sandbox.path("packaged") + "' '" + place + "/jdk-25'\n");
        Run run = sandbox.run("--yes");
        assertEquals(0, run.exit(), run::err);
        assertEquals("install -y openjdk-25-jdk-headless\n", Files.readString(sandbox.path("installed")));
        assertEquals(List.of(), downloads.asked());
    }

    @Test
    void aPackageThatCannotBeInstalledIsSaidAsEver() throws Exception {
        sandbox.maven().script("bin/dnf", "#!/bin/sh\n[ \"$1\" != install ]\n");
        Run run = sandbox.run("--yes");
        assertEquals(3, run.exit());
        String advice = "poe-gateway: needs a JDK 25 or newer: sudo dnf install java-25-openjdk-devel\n";
        assertTrue(run.err().endsWith(advice), run::err);
    }

    @Test
    void aDownloadThatWasKilledIsNeverUsed() throws Exception {
        sandbox.maven();
        downloads.stall(true);
        Process killed = sandbox.start("--yes");
        downloads.awaitHalf();
        killed.descendants().forEach(ProcessHandle::destroyForcibly);
        killed.destroyForcibly().waitFor();
        downloads.stall(false);
        Run run = sandbox.run("--yes");
        assertEquals(0, run.exit(), run::err);
        assertTrue(Files.isExecutable(data().resolve("jdk/bin/java")));
        assertEquals(List.of(), halves());
    }

    @Test
    void whoIsToldToStopLeavesNothing() throws Exception {
        sandbox.maven();
        downloads.stall(true);
        Process stopped = sandbox.start("--yes");
        downloads.awaitHalf();
        stopped.toHandle().destroy();
        assertEquals(143, LauncherSandbox.finish(stopped).exit());
        assertFalse(Files.exists(data()));
    }

    @Test
    void theProxyOfTheEnvironmentIsUsed() throws Exception {
        sandbox.maven().with("HTTP_PROXY", downloads.url()).with("TEMURIN_MIRROR", "http://nowhere.invalid/temurin");
        Run run = sandbox.run("--yes");
        assertEquals(0, run.exit(), run::err);
        assertEquals(DownloadStandIn.TEMURIN, downloads.asked().getFirst());
    }

    @Test
    void theAuthorityOfACompanyIsBelieved() throws Exception {
        HeldCertificate held = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        HttpsServer server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(new HandshakeCertificates.Builder()
                .heldCertificate(held)
                .build()
                .sslContext()));
        try (DownloadStandIn safe = new DownloadStandIn(server)) {
            safe.offer(DownloadStandIn.TEMURIN, sandbox.path(MADE), "SHA-256", ".sha256.txt");
            sandbox.with("TEMURIN_MIRROR", "https://127.0.0.1:" + safe.port() + "/temurin");
            assertTrue(sandbox.run("--yes").err().endsWith(NONE));
            sandbox.write("company.pem", held.certificatePem());
            sandbox.with("POE_GATEWAY_POE_CA_FILE", sandbox.path("company.pem").toString());
            String err = sandbox.run("--yes").err();
            assertTrue(Files.isExecutable(data().resolve("jdk/bin/java")), err);
        }
    }
}
