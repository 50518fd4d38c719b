package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Verdict.BOTH;
import static poegateway.faults.Verdict.MODEL;
import static poegateway.faults.Verdict.asking;
import static poegateway.faults.Verdict.notAgain;
import static poegateway.faults.Verdict.refused;
import static poegateway.faults.Verdict.says;
import static poegateway.faults.Verdict.whileTimePasses;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import okhttp3.tls.HeldCertificate;
import poegateway.app.Gateway;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;

/** Rows 1 to 5: no connection to Poe. Nothing was sent, so it is tried again, but for a certificate that is wrong. */
class ConnectingFaultIT {
    private static final int ATTEMPTS = 3;
    private static final HeldCertificate AUTHORITY = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("test authority")
            .build();

    @GatewayTest
    void aNameThatIsNotFoundIsTriedThreeTimesAndCalledUnreachable(Rig rig, TestDialect dialect) throws IOException {
        Gateway gateway = rig.gatewayTo(URI.create("http://no-such-host.invalid/v1"));
        for (boolean stream : BOTH) {
            Reply reply = rig.ask(gateway, dialect, MODEL, stream);
            refused(reply, 502, "upstream_unreachable");
            says(reply, "no-such-host.invalid");
            says(reply, "DNS");
            assertEquals("true", reply.headers().get("x-should-retry"));
        }
        assertEquals(2 * (ATTEMPTS - 1), rig.time().sleeps().size());
    }

    @GatewayTest
    void aPortThatRefusesIsNamedWithItsHost(Rig rig, TestDialect dialect) throws IOException {
        try (Socket bound = new Socket()) { // bound but not listening: nobody else can take the port meanwhile
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Gateway gateway = rig.gatewayTo(URI.create("http://127.0.0.1:" + bound.getLocalPort() + "/v1"));
            Reply reply = rig.ask(gateway, dialect, MODEL, rig.transport() == Transport.H2);
            refused(reply, 502, "upstream_unreachable");
            says(reply, "127.0.0.1:" + bound.getLocalPort());
            assertEquals("true", reply.headers().get("x-should-retry"));
            assertEquals(ATTEMPTS - 1, rig.time().sleeps().size());
        }
    }

    @GatewayTest(settings = "upstream.attempts=1")
    void oneAttemptIsOneAttempt(Rig rig, TestDialect dialect) throws IOException {
        Gateway gateway = rig.gatewayTo(URI.create("http://no-such-host.invalid/v1"));
        refused(rig.ask(gateway, dialect, MODEL, false), 502, "upstream_unreachable");
        assertEquals(0, rig.time().sleeps().size());
    }

    @GatewayTest(
            settings = {"server.body-timeout=24h", "upstream.first-event-timeout=24h", "upstream.total-timeout=24h"})
    void aPortThatNeverAnswersTimesOutAtEachAttempt(Rig rig, TestDialect dialect) throws Exception {
        try (FullPort port = FullPort.open()) {
            Gateway gateway = rig.gatewayTo(port.baseUrl());
            CompletableFuture<Reply> asked = asking(() -> rig.ask(gateway, dialect, MODEL, false));
            long startNanos = rig.time().nanoTime();
            Reply reply = whileTimePasses(rig, Duration.ofSeconds(6), asked);
            refused(reply, 504, "upstream_connect_timeout");
            says(reply, "upstream.connect-timeout");
            assertEquals("true", reply.headers().get("x-should-retry"));
            assertEquals(ATTEMPTS - 1, rig.time().sleeps().size());
            long tookNanos = rig.time().nanoTime() - startNanos;
            assertTrue(tookNanos >= Duration.ofSeconds(5 * ATTEMPTS).toNanos(), () -> "took " + tookNanos + " ns");
        }
    }

    @GatewayTest
    void anExpiredCertificateIsRefusedAndNotAskedAgain(Rig rig, TestDialect dialect) throws Exception {
        Instant long2001 = Instant.parse("2001-01-01T00:00:00Z");
        HeldCertificate.Builder expired = signed("127.0.0.1")
                .validityInterval(
                        long2001.toEpochMilli(),
                        long2001.plus(Duration.ofDays(300)).toEpochMilli());
        assertDistrusted(rig, dialect, expired.build(), AUTHORITY, "expired");
    }

    @GatewayTest
    void aCertificateThatIsNotValidYetIsRefused(Rig rig, TestDialect dialect) throws Exception {
        Instant soon = Instant.parse("2190-01-01T00:00:00Z");
        HeldCertificate.Builder early = signed("127.0.0.1")
                .validityInterval(
                        soon.toEpochMilli(), soon.plus(Duration.ofDays(9)).toEpochMilli());
        assertDistrusted(rig, dialect, early.build(), AUTHORITY, "not valid yet");
    }

    @GatewayTest
    void aCertificateForAnotherHostIsRefused(Rig rig, TestDialect dialect) throws Exception {
        assertDistrusted(rig, dialect, signed("poe.invalid").build(), AUTHORITY, "another host");
    }

    @GatewayTest
    void aCertificateOfAnUnknownAuthorityIsRefused(Rig rig, TestDialect dialect) throws Exception {
        HeldCertificate other =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        assertDistrusted(rig, dialect, signed("127.0.0.1").build(), other, "authority of its certificate is unknown");
    }

    @GatewayTest
    void aResetInTheHandshakeIsTriedAgain(Rig rig, TestDialect dialect) throws Exception {
        try (TlsPeer peer = TlsPeer.resetting()) {
            Gateway gateway = rig.gatewayTo(peer.baseUrl());
            Reply reply = rig.ask(gateway, dialect, MODEL, rig.transport() == Transport.H1);
            refused(reply, 502, "upstream_unreachable");
            assertEquals("true", reply.headers().get("x-should-retry"));
            assertEquals(ATTEMPTS, peer.connections());
            assertEquals(ATTEMPTS - 1, rig.time().sleeps().size());
        }
    }

    private static void assertDistrusted(
            Rig rig, TestDialect dialect, HeldCertificate shown, HeldCertificate trusted, String why) throws Exception {
        try (TlsPeer peer = TlsPeer.showing(shown, AUTHORITY)) {
            Gateway gateway = rig.gatewayTo(peer.baseUrl(), trusted.certificate());
            Reply reply = rig.ask(gateway, dialect, MODEL, rig.transport() == Transport.H1);
            refused(reply, 502, "upstream_tls");
            notAgain(reply);
            says(reply, why);
            assertEquals(1, peer.connections());
            assertEquals(0, rig.time().sleeps().size());
        }
    }

    private static HeldCertificate.Builder signed(String host) {
        return new HeldCertificate.Builder().signedBy(AUTHORITY).addSubjectAlternativeName(host);
    }
}
