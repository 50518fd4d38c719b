package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import poegateway.config.UpstreamConfig;
import poegateway.config.setting.ByteSize;
import poegateway.core.HeaderFields;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.text.Secret;
import poegateway.rig.Eventually;
import poegateway.rig.ManualTime;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.SimulatedPoe;
import poegateway.simulator.script.Scripts;

/** What Poe sent and nobody read: it is seen on HTTP/2, where it fills the gateway's memory, and it has a bound. */
@Timeout(60)
class UnreadBytesIT {
    private static final int LARGE_BYTES = 1 << 20;
    private static final int SMALL_BYTES = 10_000;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final Ticker ticker = new Ticker(time::nanoTime);

    @TempDir
    private Path folder;

    @Test
    void whatLiesUnreadIsCounted() throws Exception {
        try (Link link = link(Transport.H2)) {
            try (PoeReply reply = link.send(LARGE_BYTES, RequestTimeline.unlimited(time::nanoTime))) {
                link.awaitUnread(LARGE_BYTES);
                assertEquals(1, link.upstream().openReplies());
                assertTrue(reply.read(new byte[1_000], 0) > 0);
                long left = link.upstream().unreadBytes();
                assertTrue(left < LARGE_BYTES && left > LARGE_BYTES / 2, () -> left + " bytes unread");
                readToEnd(reply);
                assertEquals(0, link.upstream().unreadBytes());
            }
            assertEquals(0, link.upstream().openReplies());
        }
    }

    @Test
    void onHttp1WhatIsUnreadStaysInTheKernel() throws Exception {
        try (Link link = link(Transport.H1);
                PoeReply reply = link.send(LARGE_BYTES, RequestTimeline.unlimited(time::nanoTime))) {
            assertTrue(reply.read(new byte[1_000], 0) > 0);
            assertEquals(0, link.upstream().unreadBytes());
        }
    }

    @Test
    void overTheBoundTheSlowestReaderIsCutAndNoOther() throws Exception {
        RequestTimeline slow = RequestTimeline.unlimited(time::nanoTime);
        RequestTimeline quick = RequestTimeline.unlimited(time::nanoTime);
        try (Link link = link(Transport.H2);
                PoeReply slowest = link.send(LARGE_BYTES, slow);
                PoeReply other = link.send(SMALL_BYTES, quick)) {
            link.awaitUnread(LARGE_BYTES + SMALL_BYTES);
            ticker.tick();
            assertEquals(
                    new ClientFailure.ReadTooSlow("upstream.unread-bytes"),
                    slow.cancellation().reason());
            FailureException cut = assertThrows(FailureException.class, () -> readToEnd(slowest));
            assertEquals(new ClientFailure.ReadTooSlow("upstream.unread-bytes"), cut.failure());
            assertNull(quick.cancellation().reason());
            assertEquals(SMALL_BYTES, readToEnd(other));
        }
    }

    @Test
    void belowTheBoundNobodyIsCut() throws Exception {
        RequestTimeline timeline = RequestTimeline.unlimited(time::nanoTime);
        try (Link link = link(Transport.H2);
                PoeReply reply = link.send(SMALL_BYTES, timeline)) {
            link.awaitUnread(SMALL_BYTES);
            ticker.tick();
            assertNull(timeline.cancellation().reason());
            assertEquals(SMALL_BYTES, readToEnd(reply));
        }
    }

    private Link link(Transport transport) throws IOException, CertificateEncodingException {
        SimulatedPoe poe = Rig.simulator(transport, time);
        Optional<TrustedAuthorities> trust =
                transport == Transport.H2 ? Optional.of(trust(poe.certificate())) : Optional.empty();
        UpstreamConfig standard = UpstreamConfig.defaults();
        UpstreamConfig limits = new UpstreamConfig(
                standard.connectTimeout(),
                standard.firstEventTimeout(),
                standard.mediaTimeout(),
                standard.idleTimeout(),
                standard.totalTimeout(),
                standard.attempts(),
                standard.eventLimit(),
                standard.replyLimit(),
                new ByteSize(LARGE_BYTES / 2),
                standard.replyBytesInFlight());
        return new Link(poe, new HttpUpstream(poe.baseUri(), limits, trust, Optional.empty(), ticker));
    }

    /** Both ends of the way to Poe. */
    private record Link(SimulatedPoe poe, HttpUpstream upstream) implements AutoCloseable {
        PoeReply send(int bytes, RequestTimeline timeline) {
            poe.enqueue(Scripts.json(200, "x".repeat(bytes)));
            Optional<PoeRequestBody> body = Optional.of(new Nothing());
            return upstream.send(new PoeRequest(
                    PoeEndpoint.api("POST", "/chat/completions"),
                    Optional.of(new Secret("key")),
                    HeaderFields.NONE,
                    body,
                    timeline));
        }

        void awaitUnread(long bytes) {
            Eventually.holds(
                    SOON, () -> upstream.unreadBytes() == bytes, () -> upstream.unreadBytes() + " bytes unread");
        }

        @Override
        public void close() {
            upstream.close();
            poe.close();
        }
    }

    private static int readToEnd(PoeReply reply) {
        byte[] buffer = new byte[8 * 1024];
        int bytes = 0;
        for (int read = reply.read(buffer, 0); read >= 0; read = reply.read(buffer, 0)) {
            bytes += read;
        }
        return bytes;
    }

    private TrustedAuthorities trust(X509Certificate certificate) throws IOException, CertificateEncodingException {
        String pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return TrustedAuthorities.systemAnd(Files.writeString(folder.resolve("poe.pem"), pem));
    }

    private static final class Nothing implements PoeRequestBody {
        private static final byte[] BYTES = "{\"model\":\"m\"}".getBytes(StandardCharsets.US_ASCII);

        @Override
        public long length() {
            return BYTES.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(BYTES);
        }
    }
}
