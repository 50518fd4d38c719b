package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.config.UpstreamConfig;
import poegateway.core.HeaderFields;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.ConnectFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.rig.Eventually;

/** What frames of HTTP/2 come to for whoever sent the call. */
@Timeout(30)
class Http2UpstreamTest {
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    private static final Duration SOON = Duration.ofSeconds(10);
    /** All that a client may send to a server that grants nothing beyond the beginning. */
    private static final int WINDOW_BYTES = 65_535;

    @TempDir
    Path folder = Path.of("");

    private HttpUpstream upstream(FrameServer server) throws IOException {
        Path pem = Files.writeString(folder.resolve("ca.pem"), CERTIFICATE.certificatePem());
        URI base = URI.create("https://127.0.0.1:" + server.port() + "/v1");
        Optional<TrustedAuthorities> trust = Optional.of(TrustedAuthorities.systemAnd(pem));
        return new HttpUpstream(base, UpstreamConfig.defaults(), trust, Optional.empty(), new Ticker(() -> 1));
    }

    static String ask(HttpUpstream upstream, String question) {
        byte[] buffer = new byte[1000];
        int length = 0;
        try (PoeReply reply = upstream.send(call(question))) {
            for (int read = reply.read(buffer, 0); read >= 0; read = reply.read(buffer, length)) {
                length += read;
            }
            assertEquals(-1, reply.read(buffer, 0), "the end stays the end");
        }
        return new String(buffer, 0, length, StandardCharsets.US_ASCII);
    }

    private static PoeRequest call(String question) {
        PoeRequestBody body = new PoeRequestBody() {
            @Override
            public long length() {
                return question.length();
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(question.getBytes(StandardCharsets.US_ASCII));
            }
        };
        RequestTimeline timeline = RequestTimeline.unlimited(() -> 1);
        return new PoeRequest(
                PoeEndpoint.api("POST", "/chat/completions"),
                Optional.empty(),
                HeaderFields.NONE,
                Optional.of(body),
                timeline);
    }

    private static Failure failure(HttpUpstream upstream, String question) {
        return assertThrows(FailureException.class, () -> ask(upstream, question))
                .failure();
    }

    @Test
    void aReplyThatEndsBeforeItsLengthIsCutShort() throws IOException {
        try (FrameServer server = new FrameServer(CERTIFICATE, (visit, stream, question) -> {
                    visit.head(stream, "content-length", question);
                    if (question.equals("3")) {
                        visit.send(FrameServer.DATA, FrameServer.END_STREAM, stream, new byte[0]);
                    } else {
                        visit.data(stream, "he", false).data(stream, "llo", true);
                    }
                });
                HttpUpstream upstream = upstream(server)) {
            assertEquals("hello", ask(upstream, "5"));
            for (String length : new String[] {"6", "5000", "3"}) {
                assertEquals(new ReplyFailure.Closed(false), failure(upstream, length), length);
            }
            assertEquals("hello", ask(upstream, "5"));
            assertInstanceOf(ReplyFailure.BadResponse.class, failure(upstream, "4"), "longer than its length");
            assertEquals(0, upstream.openReplies());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "6", "9999999999999999999"})
    void twoLengthsThatDifferAreABadResponse(String other) throws IOException {
        try (FrameServer server = new FrameServer(
                        CERTIFICATE,
                        (visit, stream, question) -> visit.head(
                                        stream, "content-length", other, "content-length", question)
                                .data(stream, "hello", true));
                HttpUpstream upstream = upstream(server)) {
            if (other.equals("5")) {
                assertEquals("hello", ask(upstream, "5"));
            } else {
                assertInstanceOf(ReplyFailure.BadResponse.class, failure(upstream, "5"));
                assertInstanceOf(ReplyFailure.BadResponse.class, failure(upstream, "9999999999999999999"));
            }
        }
    }

    @Test
    void aRefusalIsWorthItsStatusWhateverItsLengths() throws IOException {
        byte[] head = FrameServer.headers(
                List.of(":status", "429", "retry-after", "7", "content-length", "5", "content-length", "no"));
        try (FrameServer server = new FrameServer(
                        CERTIFICATE,
                        (visit, stream, question) -> visit.send(
                                        FrameServer.HEADERS, FrameServer.END_HEADERS, stream, head)
                                .data(stream, "no room", true));
                HttpUpstream upstream = upstream(server);
                PoeReply refusal = upstream.send(call("x"))) {
            assertEquals(429, refusal.status());
            assertEquals(Optional.of("7"), refusal.header("retry-after"));
            assertEquals(7, refusal.read(new byte[10], 0));
        }
    }

    @Test
    void aServerThatWantsHttp1GetsItTheNextTime() throws IOException {
        byte[] wantsHttp1 = {0, 0, 0, 0xd};
        try (FrameServer server = new FrameServer(
                        CERTIFICATE,
                        (visit, stream, question) -> visit.send(FrameServer.RST_STREAM, 0, stream, wantsHttp1));
                HttpUpstream upstream = upstream(server)) {
            assertEquals(new ConnectFailure.NotProcessed(), failure(upstream, "x"));
            assertEquals("over http1", ask(upstream, "x"));
        }
    }

    @Test
    void theHookRunsBeforeAWaitAndWhatItThrowsComesOut() throws Exception {
        CountDownLatch rest = new CountDownLatch(1);
        try (FrameServer server = new FrameServer(CERTIFICATE, (visit, stream, question) -> {
                    visit.head(stream, "x-name", "first", "x-name", "last").data(stream, "one", false);
                    Thread.startVirtualThread(() -> finish(visit, stream, rest));
                });
                HttpUpstream upstream = upstream(server);
                PoeReply reply = upstream.send(call("x"))) {
            assertEquals(Optional.of("last"), reply.header("x-name"));
            assertEquals(Optional.empty(), reply.header("x-other"));
            assertEquals(200, reply.status());
            byte[] buffer = new byte[10];
            assertEquals(1, reply.read(new byte[1], 0));
            reply.beforeWait(() -> fail("bytes are there"));
            assertEquals(2, reply.read(buffer, 0));
            assertEquals('e', buffer[1]);
            IllegalStateException gone = new IllegalStateException("the caller is gone");
            reply.beforeWait(() -> {
                throw gone;
            });
            assertSame(gone, assertThrows(IllegalStateException.class, () -> reply.read(buffer, 0)));
            reply.beforeWait(rest::countDown);
            assertEquals(3, reply.read(buffer, 0));
            reply.beforeWait(() -> {});
            assertEquals(-1, reply.read(buffer, 0));
        }
    }

    private static void finish(FrameServer.Visit visit, int stream, CountDownLatch asked) {
        try {
            assertTrue(asked.await(10, TimeUnit.SECONDS));
            visit.data(stream, "two", true);
        } catch (IOException | InterruptedException left) {
            throw new AssertionError(left);
        }
    }

    @Test
    void aReplyThatIsClosedBeforeItsEndResetsItsStreamAndNoOther() throws IOException {
        AtomicReference<FrameServer.Visit> visits = new AtomicReference<>();
        try (FrameServer server = new FrameServer(CERTIFICATE, (visit, stream, question) -> {
                    visits.set(visit);
                    if (question.equals("half")) {
                        visit.head(stream).data(stream, "half", false);
                    } else {
                        visit.reply(stream, "whole");
                    }
                });
                HttpUpstream upstream = upstream(server)) {
            PoeReply half = upstream.send(call("half"));
            FrameServer.Visit visit = visits.get();
            int stream = visit.newestStream();
            assertEquals("whole", ask(upstream, "whole"));
            assertEquals(List.of(), visit.resetStreams());
            assertEquals(1, upstream.openReplies());
            half.close();
            Eventually.holds(SOON, () -> !visit.resetStreams().isEmpty(), () -> "Poe was left to go on");
            assertEquals(List.of(stream), visit.resetStreams());
            assertEquals(0, upstream.openReplies());
            assertEquals("whole", ask(upstream, "whole"));
            assertSame(visit, visits.get());
        }
    }

    @Test
    void whatNobodyReadIsCounted() throws IOException {
        try (FrameServer server = new FrameServer(
                        CERTIFICATE,
                        (visit, stream, question) -> visit.head(stream).data(stream, "five!", false));
                HttpUpstream upstream = upstream(server);
                PoeReply reply = upstream.send(call("x"))) {
            Eventually.holds(SOON, () -> upstream.unreadBytes() == 5, () -> upstream.unreadBytes() + " bytes");
            assertEquals(1, reply.read(new byte[1], 0));
            assertEquals(0, upstream.unreadBytes());
        }
    }

    @Test
    void aStreamAfterTheLastOneOfAGoAwayWasNotProcessed() throws Exception {
        AtomicReference<FrameServer.Visit> visits = new AtomicReference<>();
        try (FrameServer server = new FrameServer(CERTIFICATE, (visit, stream, question) -> {
                    visits.set(visit);
                    visit.reply(stream, "one");
                });
                HttpUpstream upstream = upstream(server)) {
            assertEquals("one", ask(upstream, "x".repeat(WINDOW_BYTES)));
            FrameServer.Visit visit = visits.get();
            int answered = visit.newestStream();
            CompletableFuture<Failure> unwritten = CompletableFuture.supplyAsync(() -> failure(upstream, "more"));
            Eventually.holds(SOON, () -> visit.newestStream() > answered, () -> "no other request came");
            visit.goAway(answered);
            assertEquals(new ConnectFailure.NotProcessed(), unwritten.get(10, TimeUnit.SECONDS));
            assertEquals("one", ask(upstream, "over another connection"));
        }
    }
}
