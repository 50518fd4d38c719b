package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.config.UpstreamConfig;
import poegateway.core.Cancellation;
import poegateway.core.HeaderFields;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.ConnectFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.text.Secret;
import poegateway.rig.Eventually;
import poegateway.upstream.http1.ScriptedServer;

@Timeout(30)
class HttpUpstreamTest {
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    private static final String ONE = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none";
    private static final Duration NEVER = Duration.ofDays(10_000);
    private static final TimeLimits LIMITS =
            new TimeLimits(NEVER, NEVER, Duration.ofSeconds(5), NEVER, NEVER, NEVER, NEVER, NEVER);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final long[] now = {1};
    private final Ticker ticker = new Ticker(() -> now[0]);

    @TempDir
    Path folder = Path.of("");

    private HttpUpstream upstream(ScriptedServer server, boolean tls) throws IOException {
        return upstream(server.port(), tls ? Optional.of(CERTIFICATE) : Optional.empty());
    }

    private HttpUpstream upstream(int port, Optional<HeldCertificate> trusted) throws IOException {
        Optional<TrustedAuthorities> trust = Optional.empty();
        if (trusted.isPresent()) {
            trust = Optional.of(TrustedAuthorities.systemAnd(
                    Files.writeString(folder.resolve("ca.pem"), trusted.get().certificatePem())));
        }
        URI base = URI.create((trusted.isPresent() ? "https" : "http") + "://127.0.0.1:" + port + "/v1");
        return new HttpUpstream(base, UpstreamConfig.defaults(), trust, Optional.empty(), ticker);
    }

    private PoeRequest models(Cancellation cancellation) {
        return new PoeRequest(
                PoeEndpoint.api("GET", "/models"),
                Optional.empty(),
                HeaderFields.NONE,
                Optional.empty(),
                timeline(cancellation));
    }

    private RequestTimeline timeline(Cancellation cancellation) {
        return RequestTimeline.start(ticker, LIMITS, cancellation);
    }

    private PoeRequest chat(PoeRequestBody body, Cancellation cancellation) {
        HeaderFields headers = HeaderFields.of("accept", "application/json");
        return new PoeRequest(
                PoeEndpoint.api("POST", "/chat/completions"),
                Optional.of(new Secret("k")),
                headers,
                Optional.of(body),
                timeline(cancellation));
    }

    private static PoeRequestBody body(String text) {
        return body(text, () -> {});
    }

    private static PoeRequestBody body(String text, Runnable beforeWriting) {
        return new PoeRequestBody() {
            @Override
            public long length() {
                return text.length();
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                beforeWriting.run();
                out.write(text.getBytes(StandardCharsets.US_ASCII));
            }
        };
    }

    private String ask(HttpUpstream upstream) {
        try (PoeReply reply = upstream.send(models(new Cancellation()))) {
            byte[] buffer = new byte[100];
            int read = reply.read(buffer, 0);
            assertEquals(-1, reply.read(buffer, 0));
            return reply.status() + " " + new String(buffer, 0, read, StandardCharsets.US_ASCII);
        }
    }

    private static Failure failure(HttpUpstream upstream, PoeRequest call) {
        return assertThrows(FailureException.class, () -> upstream.send(call).close())
                .failure();
    }

    @Test
    void aRequestHasItsKeyItsTypeAndItsLength() throws IOException {
        try (ScriptedServer server = ScriptedServer.plain(visit -> visit.answerAll(ONE));
                HttpUpstream upstream = upstream(server, false)) {
            upstream.send(chat(body("{}"), new Cancellation())).close();
            String request = server.requests().getFirst();
            assertTrue(request.startsWith("POST /v1/chat/completions HTTP/1.1\r\n"), request);
            assertTrue(request.endsWith("\r\n\r\n{}"), request);
            for (String line : List.of(
                    "Content-Length: 2",
                    "content-type: application/json",
                    "authorization: Bearer k",
                    "accept: application/json",
                    "accept-encoding: identity",
                    "user-agent: poe-gateway")) {
                assertTrue(request.contains("\r\n" + line + "\r\n"), request);
            }
            assertEquals("200 one", ask(upstream));
            assertFalse(server.requests().get(1).contains("authorization"));
            assertFalse(server.requests().get(1).contains("content-"));
        }
    }

    @Test
    void aServerWithoutHttp2IsAskedOverHttp1AndItIsRemembered() throws IOException {
        try (ScriptedServer server = ScriptedServer.tls(CERTIFICATE, visit -> visit.answerAll(ONE));
                HttpUpstream upstream = upstream(server, true)) {
            assertEquals("200 one", ask(upstream));
            assertEquals(2, server.connections(), "one to learn it, one to ask");
            assertEquals("200 one", ask(upstream));
            now[0] += Duration.ofMinutes(10).toNanos() - 1;
            ticker.tick();
            assertEquals("200 one", ask(upstream));
            assertEquals(3, server.connections(), "the one before had waited too long");
            now[0] += 1;
            assertEquals("200 one", ask(upstream));
            assertEquals(4, server.connections(), "it is offered again");
            assertEquals(4, server.requests().size());
        }
    }

    @Test
    void aPortOfPlainHttpIsSaidToSpeakNoTls() throws IOException {
        try (ScriptedServer server = ScriptedServer.plain(visit -> {
                    visit.say("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                    visit.awaitEnd();
                });
                HttpUpstream upstream = upstream(server.port(), Optional.of(CERTIFICATE))) {
            assertEquals(
                    new ConnectFailure.TlsRefused("127.0.0.1:" + server.port(), "it does not speak TLS"),
                    failure(upstream, models(new Cancellation())));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerThatTurnsConnectionsAwayIsSaidToDoSo(boolean speaks) throws IOException {
        CountDownLatch gone = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.plain(visit -> {
                    if (speaks) {
                        visit.say("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n");
                    }
                    visit.socket().close();
                    gone.countDown();
                });
                HttpUpstream upstream = upstream(server, false)) {
            PoeRequestBody late =
                    body("x", () -> Eventually.holds(SOON, () -> gone.getCount() == 0, () -> "it is still there"));
            String reason = "it turned the connection away before a request was written";
            assertEquals(
                    new ConnectFailure.Unreachable("127.0.0.1:" + server.port(), reason),
                    failure(upstream, chat(late, new Cancellation())));
        }
    }

    @Test
    void aConnectionThatNobodyAsksForIsClosedByTheTick() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.plain(visit -> {
                    visit.answerAll(ONE);
                    gone.countDown();
                });
                HttpUpstream upstream = upstream(server, false)) {
            assertEquals("200 one", ask(upstream));
            now[0] += Duration.ofSeconds(31).toNanos();
            ticker.tick();
            assertTrue(gone.await(10, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheHookThrowsIsNotTakenForAFaultOfPoe(boolean tls) throws IOException {
        ScriptedServer.Script half = visit -> {
            visit.request();
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n");
            visit.awaitEnd();
        };
        try (ScriptedServer server = tls ? ScriptedServer.tls(CERTIFICATE, half) : ScriptedServer.plain(half);
                HttpUpstream upstream = upstream(server, tls);
                PoeReply reply = upstream.send(models(new Cancellation()))) {
            UncheckedIOException callerGone = new UncheckedIOException(new IOException("gone"));
            reply.beforeWait(() -> {
                throw callerGone;
            });
            assertSame(callerGone, assertThrows(Throwable.class, () -> reply.read(new byte[10], 0)));
        }
    }

    @Test
    void anErrorWhileItIsSentLeavesNothingOpen() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.plain(visit -> {
                    visit.awaitEnd();
                    gone.countDown();
                });
                HttpUpstream upstream = upstream(server, false)) {
            Cancellation cancellation = new Cancellation();
            OutOfMemoryError full = new OutOfMemoryError("test");
            PoeRequestBody failing = body("abc", () -> {
                throw full;
            });
            PoeRequest call = chat(failing, cancellation);
            int before = ticker.size();
            assertSame(
                    full,
                    assertThrows(
                            OutOfMemoryError.class, () -> upstream.send(call).close()));
            assertTrue(gone.await(10, TimeUnit.SECONDS), "the connection was closed");
            assertEquals(before, ticker.size());
            assertEquals(0, upstream.openReplies());
            assertEquals(0, registered(cancellation));
        }
    }

    @Test
    void aReplyThatIsRefusedAtItsHeadLeavesNothingOpen() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.plain(visit -> {
                    visit.request();
                    visit.say("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 30\r\n\r\n");
                    visit.awaitEnd();
                    gone.countDown();
                });
                HttpUpstream upstream = upstream(server, false)) {
            Cancellation cancellation = new Cancellation();
            assertInstanceOf(ReplyFailure.BadResponse.class, failure(upstream, models(cancellation)));
            assertTrue(gone.await(10, TimeUnit.SECONDS));
            assertEquals(0, upstream.openReplies());
            assertEquals(0, registered(cancellation));
        }
    }

    @Test
    void aClosedReplyIsForgottenByItsCancellation() throws Exception {
        try (ScriptedServer server = ScriptedServer.plain(visit -> visit.answerAll(ONE));
                HttpUpstream upstream = upstream(server, false)) {
            Cancellation cancellation = new Cancellation();
            PoeReply reply = upstream.send(models(cancellation));
            assertEquals(1, registered(cancellation));
            assertEquals(1, upstream.openReplies());
            reply.close();
            assertEquals(0, registered(cancellation));
            assertEquals(0, upstream.openReplies());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -5",
                "Content-Length: five",
                "Content-Length: 5, 6",
                "Transfer-Encoding: gzip",
                "no colon",
                "a: b\r\n folded: yes"
            })
    void aHeadThatBreaksTheRulesIsABadResponse(String line) throws IOException {
        try (ScriptedServer server =
                        ScriptedServer.plain(visit -> visit.answerAll("HTTP/1.1 200 OK\r\n" + line + "\r\n\r\nhello"));
                HttpUpstream upstream = upstream(server, false)) {
            assertInstanceOf(ReplyFailure.BadResponse.class, failure(upstream, models(new Cancellation())));
        }
    }

    @Test
    void headersThatAreTooLongAreABadResponse() throws IOException {
        String many = "x-filler: " + "h".repeat(90) + "\r\n";
        try (ScriptedServer server = ScriptedServer.plain(
                        visit -> visit.answerAll("HTTP/1.1 200 OK\r\n" + many.repeat(5_000) + "\r\n"));
                HttpUpstream upstream = upstream(server, false)) {
            assertEquals(
                    new ReplyFailure.BadResponse("its headers are too long"),
                    failure(upstream, models(new Cancellation())));
        }
    }

    @Test
    void aConnectionThatDoesNotComeAboutInTimeIsGivenUp() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        try (ScriptedServer silent = ScriptedServer.plain(visit -> {
                    connected.countDown();
                    visit.awaitEnd();
                });
                HttpUpstream upstream = upstream(silent.port(), Optional.of(CERTIFICATE))) {
            CompletableFuture<Failure> failing = new CompletableFuture<>();
            Thread.startVirtualThread(() -> {
                try {
                    failing.complete(failure(upstream, models(new Cancellation())));
                } catch (AssertionError unexpected) {
                    failing.completeExceptionally(unexpected);
                }
            });
            assertTrue(connected.await(10, TimeUnit.SECONDS));
            now[0] += Duration.ofSeconds(5).toNanos();
            ticker.tick();
            assertFalse(failing.isDone());
            now[0] += 1;
            Eventually.holds(
                    SOON,
                    () -> {
                        ticker.tick();
                        return failing.isDone();
                    },
                    () -> "it goes on");
            assertInstanceOf(ConnectFailure.ConnectTimeout.class, failing.get());
        }
    }

    @Test
    void aCancelledRequestFailsForTheReasonOfItsCancellation() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.plain(visit -> {
                    visit.request();
                    asked.countDown();
                    visit.awaitEnd();
                });
                HttpUpstream upstream = upstream(server, false)) {
            Cancellation cancellation = new Cancellation();
            CompletableFuture<Failure> failing = new CompletableFuture<>();
            Thread.startVirtualThread(() -> failing.complete(failure(upstream, models(cancellation))));
            assertTrue(asked.await(10, TimeUnit.SECONDS));
            cancellation.cancel(new ClientFailure.ReadTooSlow("upstream.unread-bytes"));
            assertEquals(new ClientFailure.ReadTooSlow("upstream.unread-bytes"), failing.get(10, TimeUnit.SECONDS));
            assertEquals(
                    new ClientFailure.ReadTooSlow("upstream.unread-bytes"), failure(upstream, models(cancellation)));
        }
    }

    @Test
    void aReplyEndsForTheReasonOfItsCancellation() throws IOException {
        try (ScriptedServer server = ScriptedServer.plain(visit -> visit.answerAll(ONE));
                HttpUpstream upstream = upstream(server, false)) {
            Cancellation cancellation = new Cancellation();
            try (PoeReply reply = upstream.send(models(cancellation))) {
                cancellation.cancel(new ClientFailure.ReadTooSlow("upstream.unread-bytes"));
                FailureException cut = assertThrows(FailureException.class, () -> reply.read(new byte[10], 0));
                assertEquals(new ClientFailure.ReadTooSlow("upstream.unread-bytes"), cut.failure());
            }
        }
    }

    private static int registered(Cancellation cancellation) throws ReflectiveOperationException {
        var actions = Cancellation.class.getDeclaredField("actions");
        actions.setAccessible(true);
        return ((List<?>) actions.get(cancellation)).size();
    }
}
