package poegateway.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
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

/** How the build reaches its libraries through proxies and past a company's certificate authority. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
final class LauncherProxyTest {
    private static final String JDK_25 = "system/usr/lib/jvm/jdk-25";
    private static final String REAL_HOME = System.getProperty("java.home");

    @TempDir
    Path folder;

    private LauncherSandbox sandbox;

    /** A Maven that keeps what it was given. */
    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new LauncherSandbox(folder.toRealPath()).jdk(JDK_25, "25.0.3");
        sandbox.maven(
                "printf '%s\\n' \"${PROXY_USER_https-unset}\" \"${PROXY_PASSWORD_https-unset}\" >'"
                        + sandbox.path("login") + "'",
                "echo \"${JDK_JAVA_OPTIONS-unset}\" >'" + sandbox.path("variable") + "'");
    }

    @AfterEach
    void endWhatIsLeft() {
        sandbox.close();
    }

    private Path settings() {
        return sandbox.path("project/.poe-gateway/maven-settings.xml");
    }

    @Test
    void mavenGetsTheProxiesOfTheEnvironmentAsSettings() throws Exception {
        sandbox.with("HTTPS_PROXY", "http://proxy.example:3128/")
                .with("http_proxy", "other.example")
                .with("NO_PROXY", "localhost, .corp.example,10.1.2.3");
        assertEquals(0, sandbox.run().exit());
        assertTrue(Files.readString(sandbox.path("calls")).startsWith("-B -gs " + settings() + " -f "));
        String past = "localhost|127.*|[::1]|localhost|*.localhost|corp.example|*.corp.example|10.1.2.3|*.10.1.2.3";
        assertEquals("""
                <settings>
                  <proxies>
                    <proxy><id>environment-https</id><protocol>https</protocol>
                      <host>proxy.example</host><port>3128</port>
                      <nonProxyHosts>%1$s</nonProxyHosts></proxy>
                    <proxy><id>environment-http</id><protocol>http</protocol>
                      <host>other.example</host><port>80</port>
                      <nonProxyHosts>%1$s</nonProxyHosts></proxy>
                  </proxies>
                </settings>
                """.formatted(past), Files.readString(settings()));
    }

    @Test
    void userAndPasswordArriveWholeAndStandInNoFileAndOnNoCommandLine() throws Exception {
        sandbox.with("https_proxy", "http://us%40er:p%22a%5Cs:%20s<&@[::1]:8080");
        assertEquals(0, sandbox.run().exit());
        assertEquals("us@er\np\"a\\s: s<&\n", Files.readString(sandbox.path("login")));
        String written = Files.readString(settings());
        assertTrue(written.contains("<host>::1</host><port>8080</port>"), written);
        assertTrue(written.contains("<password>${env.PROXY_PASSWORD_https}</password>"), written);
        assertFalse(Files.readString(sandbox.path("calls")).contains("us@er"));
    }

    @Test
    void withoutAProxyMavenRunsAsItIs() throws Exception {
        assertEquals(0, sandbox.run().exit());
        assertTrue(Files.readString(sandbox.path("calls")).startsWith("-B -f "));
        assertEquals("unset\n", Files.readString(sandbox.path("variable")));
        assertEquals("unset\nunset\n", Files.readString(sandbox.path("login")));
    }

    @Test
    void whatOtherProgramsBelieveIsBelievedToo() throws Exception {
        sandbox.script(JDK_25 + "/bin/keytool", "#!/bin/sh\nexec '" + REAL_HOME + "/bin/keytool' \"$@\"\n");
        Path own = sandbox.path(JDK_25 + "/lib/security/cacerts");
        Files.createDirectories(own.getParent());
        storeOf("java", certificate()).store(Files.newOutputStream(own), "changeit".toCharArray());
        Path company = sandbox.write("company.pem", certificate().certificatePem());
        Run run = sandbox.with("SSL_CERT_FILE", company.toString()).run();
        assertEquals(0, run.exit(), run::err);
        assertTrue(Files.readString(sandbox.path("variable")).contains("trust.p12"));
    }

    @Test
    void theWholeListOfASystemIsNoCompanysFile() throws Exception {
        Path many = sandbox.write("many.pem", "-----BEGIN CERTIFICATE-----\n".repeat(51));
        assertEquals(0, sandbox.with("SSL_CERT_FILE", many.toString()).run().exit());
        assertEquals("unset\n", Files.readString(sandbox.path("variable")));
    }

    @Test
    void theAuthoritiesOfACompanyAreTrustedBesideJavasOwn() throws Exception {
        sandbox.script(JDK_25 + "/bin/keytool", "#!/bin/sh\nexec '" + REAL_HOME + "/bin/keytool' \"$@\"\n");
        Path own = sandbox.path(JDK_25 + "/lib/security/cacerts");
        Files.createDirectories(own.getParent());
        storeOf("java", certificate()).store(Files.newOutputStream(own), "changeit".toCharArray());
        Path company = sandbox.write(
                "company.pem",
                "ours\n" + certificate().certificatePem() + "\n" + certificate().certificatePem());
        sandbox.with("POE_GATEWAY_POE_CA_FILE", company.toString());
        Run run = sandbox.run();
        assertEquals(0, run.exit(), run::err);
        KeyStore trusted = KeyStore.getInstance(
                sandbox.path("project/.poe-gateway/trust.p12").toFile(), "changeit".toCharArray());
        assertTrue(trusted.isCertificateEntry("java"));
        assertTrue(trusted.isCertificateEntry("company-1"));
        assertTrue(trusted.isCertificateEntry("company-2"));
        String options = Files.readString(sandbox.path("variable"));
        assertTrue(
                options.startsWith("\"-Djavax.net.ssl.trustStore=" + sandbox.path("project/.poe-gateway/trust.p12")));
    }

    @Test
    void aCompanyFileThatCannotBeUsedIsOneSentence() throws Exception {
        sandbox.with("POE_GATEWAY_POE_CA_FILE", "nowhere.pem");
        Run run = sandbox.run();
        assertEquals(3, run.exit());
        Path looked = sandbox.path("project/nowhere.pem");
        assertTrue(run.err().contains("POE_GATEWAY_POE_CA_FILE: " + looked + " is not a PEM file"), run.err());
        assertEquals(0, sandbox.builds());
    }

    private static HeldCertificate certificate() {
        return new HeldCertificate.Builder().certificateAuthority(0).build();
    }

    private static KeyStore storeOf(String alias, HeldCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(alias, certificate.certificate());
        return store;
    }
}
