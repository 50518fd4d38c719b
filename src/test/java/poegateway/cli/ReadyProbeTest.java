package poegateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.app.Gateway;
import poegateway.app.Platform;
import poegateway.config.GatewayConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;

class ReadyProbeTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir
    Path folder = Path.of("");

    private GatewayConfig config(Map<String, String> flags) {
        Map<String, String> all = new HashMap<>(flags);
        all.putIfAbsent("poe.source", "simulator");
        return ConfigLoader.load(new ConfigSources(folder, Optional.empty(), Map.of(), all))
                .config();
    }

    @Test
    void aGatewayThatTakesRequestsIsReadyAndOneThatIsGoneIsNot() {
        ReadyProbe probe;
        try (Gateway gateway = Gateway.start(config(Map.of("server.port", "0")), Platform.real())) {
            probe = ReadyProbe.of(gateway.url(), LIMIT);
            assertEquals(new ReadyProbe.Finding(true, "ready: " + gateway.url() + "/health/ready"), probe.ask());
        }
        ReadyProbe.Finding gone = probe.ask();
        assertFalse(gone.ready());
        assertTrue(gone.sentence().startsWith("not ready: " + probe.target() + ": "), gone.sentence());
        assertEquals(1, gone.sentence().lines().count());
    }

    @Test
    void ownCertificatesAreNotLookedAtButThoseOfAnAddressAre() throws IOException {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("gateway.example")
                .build();
        Path chain = Files.writeString(folder.resolve("chain.pem"), certificate.certificatePem());
        Path key = Files.writeString(folder.resolve("key.pem"), certificate.privateKeyPkcs8Pem());
        Map<String, String> tls = new HashMap<>(
                Map.of("server.tls.certificate-file", chain.toString(), "server.tls.key-file", key.toString()));
        tls.put("server.port", "0");
        try (Gateway gateway = Gateway.start(config(tls), Platform.real())) {
            tls.put("server.port", Integer.toString(gateway.url().getPort()));
            assertTrue(ReadyProbe.ofOwn(config(tls).server(), LIMIT).ask().ready());
            assertFalse(ReadyProbe.of(gateway.url(), LIMIT).ask().ready());
        }
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForPastTheLimit() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            ReadyProbe.Finding finding =
                    ReadyProbe.of(url, Duration.ofMillis(50)).ask();
            assertFalse(finding.ready());
            assertTrue(finding.sentence().matches(".*(no answer in 50 ms|timed out).*"), finding.sentence());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, http://127.0.0.1:9000/health/ready",
        "::, http://127.0.0.1:9000/health/ready",
        "::1, http://[::1]:9000/health/ready",
        "localhost, http://localhost:9000/health/ready",
        "192.0.2.7, http://192.0.2.7:9000/health/ready",
    })
    void whoListensEverywhereIsAskedOverLoopback(String host, String url) {
        GatewayConfig config = config(Map.of("server.host", host, "server.port", "9000"));
        assertEquals(URI.create(url), ReadyProbe.ofOwn(config.server(), LIMIT).target());
    }

    @Test
    void aPortThatNobodyKnowsIsRefusedWithTheRemedy() {
        GatewayConfig config = config(Map.of("server.port", "0"));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ReadyProbe.ofOwn(config.server(), LIMIT));
        assertTrue(String.valueOf(refused.getMessage()).contains("--url"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8642", "ftp://localhost", "health", "file:/etc/passwd"})
    void whatIsNoAddressOfAGatewayIsRefused(String url) {
        assertThrows(IllegalArgumentException.class, () -> ReadyProbe.of(URI.create(url), LIMIT));
    }
}
