package poegateway.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import poegateway.launcher.LauncherSandbox.Run;

/** How the build reaches its libraries through proxies and past a company's certificate authority. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
final class LauncherProxyTest {
    private static final String JDK_25 = "system/usr/lib/jvm/jdk-25";
    private static final String REAL_HOME = System.getProperty("java.home");

    @TempDir
    Path folder;

    private LauncherSandbox sandbox;

    /** A Maven that keeps the options which its java would read, and what everybody can see of them. */
    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new LauncherSandbox(folder.toRealPath()).jdk(JDK_25, "25.0.3");
        String options = sandbox.path("project/.poe-gateway/maven.options").toString();
        sandbox.maven(
                "cat '" + options + "' >'" + sandbox.path("options") + "'",
                "find '" + options + "' -perm 600 >'" + sandbox.path("private") + "'",
                "echo \"${JDK_JAVA_OPTIONS-unset}\" >'" + sandbox.path("variable") + "'");
    }

    @AfterEach
    void endWhatIsLeft() {
        sandbox.close();
    }

    /** The properties as a real java understands the file, options that it was not given left out. */
    private Map<String, String> understood() throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        REAL_HOME + "/bin/java", "@" + sandbox.path("options"), "-XshowSettings:properties", "-version")
                .start();
        Map<String, String> properties = new TreeMap<>();
        for (String line : LauncherSandbox.finish(java).err().lines().toList()) {
            int equals = line.indexOf(" = ");
            if (equals > 0 && line.contains("roxy")) {
                properties.put(line.substring(0, equals).strip(), line.substring(equals + 3));
            }
        }
        return properties;
    }

    @Test
    void mavenGetsTheProxiesOfTheEnvironmentInWordsOfJava() throws Exception {
        sandbox.with("HTTPS_PROXY", "http://proxy.example:3128/")
                .with("http_proxy", "other.example")
                .with("NO_PROXY", "localhost, .corp.example,10.1.2.3");
        assertEquals(0, sandbox.run().exit());
        Map<String, String> expected = Map.of(
                "https.proxyHost", "proxy.example",
                "https.proxyPort", "3128",
                "http.proxyHost", "other.example",
                "http.proxyPort", "80",
                "http.nonProxyHosts",
                        "localhost|127.*|[::1]|localhost|*.localhost|corp.example|*.corp.example|10.1.2.3|*.10.1.2.3");
        assertEquals(new TreeMap<>(expected), understood());
        assertTrue(Files.readString(sandbox.path("options")).contains("useSystemProperties=true"));
    }

    @Test
    void userAndPasswordArriveWholeAndNobodyElseSeesThem() throws Exception {
        sandbox.with("https_proxy", "http://us%40er:p%22a%5Cs:%20s@[::1]:8080");
        Run run = sandbox.run();
        assertEquals(0, run.exit());
        Map<String, String> seen = understood();
        assertEquals("us@er", seen.get("https.proxyUser"));
        assertEquals("p\"a\\s: s", seen.get("https.proxyPassword"));
        assertEquals("[::1]", seen.get("https.proxyHost"));
        assertEquals("8080", seen.get("https.proxyPort"));
        assertFalse(Files.readString(sandbox.path("calls")).contains("roxy"));
        assertTrue(Files.readString(sandbox.path("variable")).startsWith("\"@"));
        assertFalse(Files.readString(sandbox.path("private")).isBlank(), "others may read the file");
        assertFalse(Files.exists(sandbox.path("project/.poe-gateway/maven.options")));
    }

    @Test
    void withoutAProxyMavenRunsAsItIs() throws Exception {
        assertEquals(0, sandbox.run().exit());
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
        assertTrue(Files.readString(sandbox.path("options")).contains("javax.net.ssl.trustStore="));
    }

    @Test
    void aCompanyFileThatCannotBeUsedIsOneSentence() throws Exception {
        sandbox.with("POE_GATEWAY_POE_CA_FILE", "nowhere.pem");
        Run run = sandbox.run();
        assertEquals(3, run.exit());
        assertTrue(run.err().contains("POE_GATEWAY_POE_CA_FILE: nowhere.pem is no PEM file"), run.err());
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
