package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import poegateway.simulator.SimulatedPoe.Options;
import poegateway.simulator.SimulatedPoe.Transport;
import poegateway.simulator.wire.TlsCredential;

@Timeout(60)
@ExtendWith(QuietLogs.class)
class TlsTest {
    private SimulatedPoe poe = start(TlsCredential.VALID);

    private static SimulatedPoe start(TlsCredential credential) {
        Options options = Options.of(Transport.TLS_H2, duration -> {}).withCredential(credential);
        return SimulatedPoe.start(options, WireScripts.ECHO, WireScripts::read);
    }

    private void restart(TlsCredential credential) {
        poe.close();
        poe = start(credential);
    }

    @AfterEach
    void nothingArrivedAndNothingIsLeft() throws Exception {
        assertTrue(poe.await(census -> census.openConnections() == 0, Duration.ofSeconds(10)));
        assertEquals(0, poe.census().arrivals());
        poe.close();
    }

    private <T extends Throwable> T failure(Class<T> type, OkHttpClient client) {
        Request request = new Request.Builder().url(poe.baseUri() + "/models").build();
        return assertThrows(type, () -> client.newCall(request).execute());
    }

    @Test
    void anUnknownCertificateIsRefused() {
        failure(SSLHandshakeException.class, new OkHttpClient());
    }

    @Test
    void anExpiredCertificateIsRefused() {
        restart(TlsCredential.EXPIRED);
        Throwable cause = failure(SSLHandshakeException.class, Http2WireTest.client(poe));
        while (cause != null && !(cause instanceof CertificateExpiredException)) {
            cause = cause.getCause();
        }
        assertNotNull(cause, "no word of expiry");
    }

    @Test
    void aCertificateForAnotherHostIsRefused() {
        restart(TlsCredential.OTHER_HOST);
        failure(SSLPeerUnverifiedException.class, Http2WireTest.client(poe));
    }

    @Test
    void aClientThatWantsOnlyHttp1IsRefusedInTheHandshake() {
        OkHttpClient old = Http2WireTest.client(poe)
                .newBuilder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .build();
        failure(SSLHandshakeException.class, old);
    }

    @Test
    void withoutTlsThereIsNoCertificate() {
        try (SimulatedPoe plain = WireScripts.plain(WireScripts.ECHO)) {
            assertThrows(IllegalStateException.class, plain::certificate);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        Options taken = Options.of(Transport.TLS_H2, duration -> {}).withPort(poe.port());
        Exception tls = assertThrows(
                IllegalStateException.class, () -> SimulatedPoe.start(taken, WireScripts.ECHO, WireScripts::read));
        assertTrue(String.valueOf(tls.getMessage()).contains("" + poe.port()), tls::toString);
        Options plain = Options.of(Transport.PLAIN_H1, duration -> {}).withPort(poe.port());
        Exception h1 = assertThrows(
                RuntimeException.class, () -> SimulatedPoe.start(plain, WireScripts.ECHO, WireScripts::read));
        assertTrue(String.valueOf(h1.getMessage()).contains("" + poe.port()), h1::toString);
    }
}
