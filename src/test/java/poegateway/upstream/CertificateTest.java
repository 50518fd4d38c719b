package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.ConnectFailure;
import poegateway.upstream.http1.ScriptedServer;

@Timeout(30)
class CertificateTest {
    private static final String ONE = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none";

    @TempDir
    Path folder = Path.of("");

    /** Over HTTP/1.1 the certificate is looked at by the JDK, and what it finds is said as OkHttp's findings are. */
    @Test
    void aCertificateThatIsWrongIsSaidToBeSoOverHttp1() throws Exception {
        HeldCertificate authority =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate good = signed(authority, "127.0.0.1").build();
        HeldCertificate elsewhere = signed(authority, "poe.invalid").build();
        HeldCertificate named = new HeldCertificate.Builder()
                .signedBy(authority)
                .commonName("127.0.0.1")
                .build();
        long past = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
        long future = Instant.parse("2190-01-01T00:00:00Z").toEpochMilli();
        HeldCertificate expired = signed(authority, "127.0.0.1")
                .validityInterval(past, past + 1000)
                .build();
        HeldCertificate early = signed(authority, "127.0.0.1")
                .validityInterval(future, future + 1000)
                .build();
        assertEquals("", refusal(good, authority));
        assertEquals("its certificate is for another host", refusal(elsewhere, authority));
        assertEquals("its certificate is for another host", refusal(named, authority));
        assertEquals("its certificate has expired", refusal(expired, authority));
        assertEquals("its certificate is not valid yet", refusal(early, authority));
        assertEquals("the authority of its certificate is unknown", refusal(good, elsewhere));
    }

    private String refusal(HeldCertificate shown, HeldCertificate trusted) throws Exception {
        Path pem = Files.writeString(folder.resolve("authority.pem"), trusted.certificatePem());
        TransportFailures faults = new TransportFailures("poe.test:443", Optional.empty(), Duration.ofSeconds(5));
        try (ScriptedServer server = ScriptedServer.tls(shown, visit -> visit.answerAll(ONE));
                var client = server.client(
                        TrustedAuthorities.sockets(Optional.of(TrustedAuthorities.systemAnd(pem))),
                        new Ticker(() -> 1))) {
            try {
                client.newCall(server.get(), new AttemptProgress(RequestTimeline.unlimited(() -> 1)))
                        .execute()
                        .close();
                return "";
            } catch (IOException refused) {
                return assertInstanceOf(
                                ConnectFailure.TlsRefused.class,
                                faults.beforeHead(refused, AttemptProgress.Phase.CONNECTING))
                        .reason();
            }
        }
    }

    private static HeldCertificate.Builder signed(HeldCertificate authority, String host) {
        return new HeldCertificate.Builder().signedBy(authority).addSubjectAlternativeName(host);
    }
}
