package poegateway.upstream.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.Pulse;
import poegateway.rig.Eventually;
import poegateway.upstream.http1.ScriptedServer.Script;

@Timeout(30)
class Http1ClientTest {
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    private static final String ONE = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final long[] now = {1};
    private final Pulse pulse = new Pulse(() -> now[0]);
    private final List<String> progress = new ArrayList<>();

    private final CallProgress listener = new CallProgress() {
        @Override
        public void connecting() {
            progress.add("connecting");
        }

        @Override
        public void connected() {
            progress.add("connected");
        }

        @Override
        public void sent() {
            progress.add("sent");
        }
    };

    /** A server and a client of it. */
    private record Pair(ScriptedServer server, Http1Client client) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    private Pair plain(Script script) throws IOException {
        ScriptedServer server = ScriptedServer.plain(script);
        return new Pair(server, new Http1Client(server.origin(), Duration.ofSeconds(5), pulse));
    }

    private Pair tls(Script script) throws IOException {
        ScriptedServer server = ScriptedServer.tls(CERTIFICATE, script);
        SSLSocketFactory sockets = new HandshakeCertificates.Builder()
                .addTrustedCertificate(CERTIFICATE.certificate())
                .build()
                .sslSocketFactory();
        Origin origin = new Origin("127.0.0.1", server.port(), Optional.of(sockets), Optional.empty());
        return new Pair(server, new Http1Client(origin, Duration.ofSeconds(5), pulse));
    }

    private Pair pair(boolean tls, Script script) throws IOException {
        return tls ? tls(script) : plain(script);
    }

    private static Http1Request get() {
        return new Http1Request("GET", "/a?b=c", Map.of("accept", "x/y"), Optional.empty());
    }

    private static Http1Request post(String body) {
        return new Http1Request("POST", "/p", Map.of(), Optional.of(content(body, () -> {})));
    }

    private static Http1Request.Content content(String body, Runnable beforeWriting) {
        return new Http1Request.Content() {
            @Override
            public long length() {
                return body.length();
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                beforeWriting.run();
                out.write(body.getBytes(StandardCharsets.ISO_8859_1));
            }
        };
    }

    private String ask(Pair pair) throws IOException {
        return ask(pair, get());
    }

    private String ask(Pair pair, Http1Request request) throws IOException {
        try (Http1Response response = pair.client().newCall(request, listener).execute()) {
            return response.status() + " " + text(response);
        }
    }

    private static String text(Http1Response response) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[1000];
        for (int read = response.read(buffer, 0, 1000); read >= 0; read = response.read(buffer, 0, 1000)) {
            text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    @Test
    void aRequestIsWrittenInOnePieceWithItsFraming() throws IOException {
        try (Pair pair = plain(visit -> visit.answerAll(ONE))) {
            assertEquals("200 one", ask(pair));
            assertEquals("200 one", ask(pair, post("body")));
            assertEquals(
                    List.of(
                            "GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:"
                                    + pair.server().port() + "\r\naccept: x/y\r\n\r\n",
                            "POST /p HTTP/1.1\r\nHost: 127.0.0.1:"
                                    + pair.server().port() + "\r\nContent-Length: 4\r\n\r\nbody"),
                    pair.server().requests());
            assertEquals(List.of("connected", "sent", "connected", "sent"), progress);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConnectionIsUsedAgainAfterACompleteReply(boolean tls) throws IOException {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n";
        try (Pair pair = pair(tls, visit -> visit.answerAll(chunked))) {
            for (int i = 0; i < 5; i++) {
                assertEquals("200 one", ask(pair));
                assertEquals(1, pair.client().idleConnections());
            }
            assertEquals(1, pair.server().connections());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nones",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\noneHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntwo",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\none",
                "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\none"
            })
    void afterAReplyThatIsNotTheLastWordTheConnectionIsClosed(String reply) throws IOException {
        for (boolean tls : new boolean[] {false, true}) {
            try (Pair pair = pair(tls, visit -> visit.answerAll(reply))) {
                for (int i = 1; i <= 3; i++) {
                    assertEquals("200 one", ask(pair));
                    assertEquals(0, pair.client().idleConnections());
                    assertEquals(i, pair.server().connections());
                }
            }
        }
    }

    @Test
    void aReplyWithoutABodyIsOverAtItsHead() throws IOException {
        String stray = "HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\none";
        try (Pair pair = plain(visit -> visit.answerAll(stray))) {
            assertEquals("204 ", ask(pair));
            assertEquals(0, pair.client().idleConnections());
        }
        try (Pair pair = plain(visit -> visit.answerAll("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"))) {
            assertEquals("200 ", ask(pair, new Http1Request("HEAD", "/", Map.of(), Optional.empty())));
            assertEquals(1, pair.client().idleConnections());
        }
    }

    @Test
    void aReplyUntilTheEndOfTheConnectionIsWhole() throws IOException {
        try (Pair pair = plain(visit -> {
            visit.request();
            visit.say("HTTP/1.1 200 OK\r\n\r\nall of it");
        })) {
            assertEquals("200 all of it", ask(pair));
            assertEquals(0, pair.client().idleConnections());
        }
    }

    @Test
    void aReplyThatIsClosedBeforeItsEndClosesItsConnection() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (Pair pair = plain(visit -> {
            visit.request();
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nhalf");
            visit.awaitEnd();
            gone.countDown();
        })) {
            pair.client().newCall(get(), listener).execute().close();
            assertTrue(gone.await(10, TimeUnit.SECONDS));
            assertEquals(0, pair.client().idleConnections());
        }
    }

    /** What happens to an idle connection, by name, so that it can be a parameter. */
    private enum OnIdle {
        BYTES,
        REPLY,
        TIMEOUT_AND_CLOSE,
        CLOSE,
        RESET
    }

    private static void happen(OnIdle what, ScriptedServer.Visit visit) throws IOException {
        switch (what) {
            case BYTES -> visit.say("x");
            case REPLY -> visit.say("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nforeign");
            case TIMEOUT_AND_CLOSE -> visit.say("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
            case CLOSE -> {}
            case RESET -> visit.reset();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatComesOnAnIdleConnectionIsNeverReadAndCostsNoAttempt(boolean tls) throws Exception {
        for (OnIdle what : OnIdle.values()) {
            CountDownLatch idle = new CountDownLatch(1);
            CountDownLatch happened = new CountDownLatch(1);
            try (Pair pair = pair(tls, visit -> {
                visit.request();
                visit.say(ONE);
                if (visit.number() == 1) {
                    idle.await();
                    happen(what, visit);
                    happened.countDown();
                    if (what == OnIdle.BYTES || what == OnIdle.REPLY) {
                        visit.awaitEnd();
                    }
                }
            })) {
                assertEquals("200 one", ask(pair));
                assertEquals(1, pair.client().idleConnections());
                idle.countDown();
                assertTrue(happened.await(10, TimeUnit.SECONDS));
                settle();
                progress.clear();
                assertEquals("200 one", ask(pair, post("paid")), what.name());
                assertEquals(2, pair.server().connections());
                assertEquals(
                        1,
                        pair.server().requests().stream()
                                .filter(request -> request.endsWith("paid"))
                                .count());
                assertEquals(List.of("connected", "connecting", "connected", "sent"), progress);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNewConnectionThatSpeaksFirstIsNotWrittenTo(boolean tls) throws Exception {
        CountDownLatch spoke = new CountDownLatch(1);
        try (Pair pair = pair(tls, visit -> {
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nforeign");
            spoke.countDown();
            visit.request();
        })) {
            Http1Request late = new Http1Request("POST", "/p", Map.of(), Optional.of(content("x", () -> {
                await(spoke);
                settle();
            })));
            assertThrows(UnsentException.class, () -> ask(pair, late));
            assertEquals(List.of("connected"), progress);
            assertEquals(List.of(), pair.server().requests());
        }
    }

    @Test
    void aNewTlsConnectionWithNothingButTicketsIsGood() throws Exception {
        CountDownLatch shaken = new CountDownLatch(1);
        try (Pair pair = tls(visit -> {
            ((javax.net.ssl.SSLSocket) visit.socket()).startHandshake();
            shaken.countDown();
            visit.answerAll(ONE);
        })) {
            Http1Request late = new Http1Request("POST", "/p", Map.of(), Optional.of(content("x", () -> {
                await(shaken);
                settle(); // until the tickets are there
            })));
            assertEquals("200 one", ask(pair, late));
            assertEquals("200 one", ask(pair));
            assertEquals(1, pair.server().connections());
        }
    }

    @Test
    void aRequestThatBrokeAfterItWasWrittenIsNotWrittenAgain() throws IOException {
        for (boolean reset : new boolean[] {false, true}) {
            try (Pair pair = plain(visit -> {
                visit.request();
                if (visit.number() == 1) {
                    visit.say(ONE);
                    visit.request();
                }
                if (reset) {
                    visit.reset();
                }
            })) {
                assertEquals("200 one", ask(pair));
                progress.clear();
                IOException broken = assertThrows(IOException.class, () -> ask(pair, post("paid")));
                assertTrue(!(broken instanceof UnsentException) && !(broken instanceof MalformedResponseException));
                assertEquals(List.of("connected", "sent"), progress);
                assertEquals(1, pair.server().connections());
            }
        }
    }

    @Test
    void aReplyThatIsCutIsNoReply() throws IOException {
        try (Pair pair = plain(visit -> {
            visit.request();
            visit.say("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nhalf");
        })) {
            assertThrows(EOFException.class, () -> ask(pair));
            assertEquals(0, pair.client().idleConnections());
        }
    }

    @Test
    void aRefusalBeforeTheWholeRequestWasReadIsRead() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        try (Pair pair = plain(visit -> {
            began.await();
            visit.say("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
            visit.socket().close(); // with bytes unread: a reset
            refused.countDown();
        })) {
            Http1Request request =
                    new Http1Request("POST", "/p", Map.of(), Optional.of(inTwoParts("x".repeat(20 << 20), () -> {
                        began.countDown();
                        await(refused);
                    })));
            assertEquals("413 big", ask(pair, request));
            assertEquals(0, pair.client().idleConnections());
        }
    }

    @Test
    void aSuccessBeforeTheWholeRequestWasReadIsNone() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        try (Pair pair = plain(visit -> {
            began.await();
            visit.say(ONE);
            visit.socket().close();
            answered.countDown();
        })) {
            Http1Request request =
                    new Http1Request("POST", "/p", Map.of(), Optional.of(inTwoParts("x".repeat(20 << 20), () -> {
                        began.countDown();
                        await(answered);
                    })));
            assertThrows(IOException.class, () -> ask(pair, request));
            assertEquals(List.of("connected", "sent"), progress);
        }
    }

    /** A body whose first part goes out before the rest is known. */
    private static Http1Request.Content inTwoParts(String body, Runnable between) {
        return new Http1Request.Content() {
            @Override
            public long length() {
                return body.length();
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
                out.write(bytes, 0, 20_000);
                between.run();
                out.write(bytes, 20_000, bytes.length - 20_000);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLargeBodyArrivesWhole(boolean tls) throws IOException {
        String large = "0123456789".repeat(300_000);
        try (Pair pair = pair(tls, visit -> visit.answerAll(ONE))) {
            assertEquals(
                    "200 one",
                    ask(pair, new Http1Request("POST", "/p", Map.of(), Optional.of(inTwoParts(large, () -> {})))));
            assertTrue(pair.server().requests().getFirst().endsWith("\r\n\r\n" + large));
        }
    }

    @Test
    void aBodyOfAnotherLengthThanAnnouncedIsOurFault() throws IOException {
        try (Pair pair = plain(visit -> visit.answerAll(ONE))) {
            Http1Request.Content lying = new Http1Request.Content() {
                @Override
                public long length() {
                    return 5;
                }

                @Override
                public void writeTo(OutputStream out) throws IOException {
                    out.write('x');
                }
            };
            assertThrows(
                    IOException.class, () -> ask(pair, new Http1Request("POST", "/p", Map.of(), Optional.of(lying))));
            assertEquals(List.of("connected"), progress);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb: c", "a\nb", "a\u0000", "\u00e9", "\u007f"})
    void aHeaderThatWouldBreakTheRequestIsNotWritten(String value) throws IOException {
        try (Pair pair = plain(visit -> visit.answerAll(ONE))) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> ask(pair, new Http1Request("GET", "/", Map.of("x-a", value), Optional.empty())));
            assertEquals("the header x-a holds what HTTP does not allow there", refused.getMessage());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ask(pair, new Http1Request("GET", "/", Map.of("x" + value, "a"), Optional.empty())));
            assertEquals(List.of(), pair.server().requests());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theHookRunsOncePerWaitAndNotPerChunk(boolean tls) throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (Pair pair = pair(tls, visit -> {
            visit.request();
            visit.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\na\r\n".repeat(50));
            goOn.await();
            visit.say("1\r\nb\r\n0\r\n\r\n");
            visit.awaitEnd();
        })) {
            try (Http1Response response = pair.client().newCall(get(), listener).execute()) {
                List<Integer> readWhenWaiting = new ArrayList<>();
                StringBuilder text = new StringBuilder();
                settle();
                response.beforeWait(() -> {
                    readWhenWaiting.add(text.length());
                    goOn.countDown();
                });
                byte[] buffer = new byte[7];
                for (int read = response.read(buffer, 0, 7); read >= 0; read = response.read(buffer, 0, 7)) {
                    text.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
                }
                assertEquals("a".repeat(50) + "b", text.toString());
                assertEquals(List.of(50), readWhenWaiting);
            }
            assertEquals(1, pair.client().idleConnections());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheHookThrowsComesOutAsItIs(boolean tls) throws Exception {
        for (Throwable thrown :
                List.of(new UncheckedIOException(new IOException("caller gone")), new OutOfMemoryError())) {
            try (Pair pair = pair(tls, visit -> {
                visit.request();
                visit.say("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n");
                visit.awaitEnd();
            })) {
                try (Http1Response response =
                        pair.client().newCall(get(), listener).execute()) {
                    response.beforeWait(() -> sneak(thrown));
                    assertSame(thrown, assertThrows(Throwable.class, () -> response.read(new byte[10], 0, 10)));
                }
                assertEquals(0, pair.client().idleConnections());
            }
        }
    }

    private static void sneak(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHookIsForgottenWhenItsReplyIsOver(boolean tls) throws Exception {
        try (Pair pair = pair(tls, visit -> {
            while (visit.request().isPresent()) {
                settle();
                visit.say(ONE);
            }
        })) {
            int[] runs = new int[1];
            try (Http1Response response = pair.client().newCall(get(), listener).execute()) {
                response.beforeWait(() -> runs[0]++);
                assertEquals("one", text(response));
            }
            assertEquals("200 one", ask(pair));
            assertEquals(1, pair.server().connections());
            assertEquals(0, runs[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelledCallEndsWhileItWaitsForTheHead(boolean tls) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        try (Pair pair = pair(tls, visit -> {
            visit.request();
            asked.countDown();
            visit.awaitEnd();
            gone.countDown();
        })) {
            Http1Call call = pair.client().newCall(get(), listener);
            CompletableFuture<Http1Response> executing = executing(call);
            await(asked);
            call.cancel();
            assertBroken(executing);
            assertTrue(gone.await(10, TimeUnit.SECONDS), "the connection was closed");
        }
    }

    @Test
    void aCancelledCallEndsWhileItWrites() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (Pair pair = plain(visit -> end.await())) {
            String large = "x".repeat(30 << 20);
            Http1Request request =
                    new Http1Request("POST", "/p", Map.of(), Optional.of(content(large, blocked::countDown)));
            Http1Call call = pair.client().newCall(request, listener);
            CompletableFuture<Http1Response> executing = executing(call);
            await(blocked);
            settle();
            call.cancel();
            assertBroken(executing);
            end.countDown();
        }
    }

    @Test
    void aCancelledCallEndsInTheHandshake() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        try (ScriptedServer silent = ScriptedServer.plain(visit -> {
            connected.countDown();
            visit.awaitEnd();
        })) {
            Origin origin = new Origin(
                    "127.0.0.1",
                    silent.port(),
                    Optional.of((SSLSocketFactory) SSLSocketFactory.getDefault()),
                    Optional.empty());
            try (Http1Client client = new Http1Client(origin, Duration.ofSeconds(5), pulse)) {
                Http1Call call = client.newCall(get(), listener);
                CompletableFuture<Http1Response> executing = executing(call);
                await(connected);
                settle();
                call.cancel();
                assertBroken(executing);
                assertEquals(List.of(), progress);
            }
        }
    }

    @Test
    void aCallThatIsCancelledBeforeItBeginsSendsNothing() throws IOException {
        try (Pair pair = plain(visit -> visit.answerAll(ONE))) {
            Http1Call call = pair.client().newCall(get(), listener);
            call.cancel();
            assertThrows(IOException.class, call::execute);
            assertEquals("200 one", ask(pair));
            Http1Call again = pair.client().newCall(get(), listener);
            again.cancel();
            assertThrows(IOException.class, again::execute);
            assertEquals(1, pair.server().requests().size());
            assertEquals(0, pair.client().idleConnections());
        }
    }

    @Test
    void aCallThatIsCancelledAfterItsEndLeavesItsConnectionAlone() throws IOException {
        try (Pair pair = plain(visit -> visit.answerAll(ONE))) {
            Http1Call call = pair.client().newCall(get(), listener);
            try (Http1Response response = call.execute()) {
                assertEquals("one", text(response));
                call.cancel();
            }
            assertEquals("200 one", ask(pair));
            assertEquals(1, pair.server().connections());
        }
    }

    @Test
    void aReplyThatEndsAfterItsCallWasCancelledIsNotFollowedByAnother() throws IOException {
        try (Pair pair = plain(visit -> visit.answerAll(ONE))) {
            Http1Call call = pair.client().newCall(get(), listener);
            try (Http1Response response = call.execute()) {
                call.cancel();
                assertEquals("one", text(response)); // it had arrived
            }
            assertEquals(0, pair.client().idleConnections());
        }
    }

    @Test
    void idleConnectionsGoAfterAWhile() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (Pair pair = plain(visit -> {
            visit.answerAll(ONE);
            gone.countDown();
        })) {
            assertEquals("200 one", ask(pair));
            now[0] += ConnectionPool.IDLE_KEPT.toNanos();
            pair.client().beat(now[0]);
            assertEquals(1, pair.client().idleConnections());
            now[0]++;
            pair.client().beat(now[0]);
            assertEquals(0, pair.client().idleConnections());
            assertTrue(gone.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aClosedClientKeepsNoConnection() throws IOException {
        try (Pair pair = plain(visit -> visit.answerAll(ONE))) {
            try (Http1Response response = pair.client().newCall(get(), listener).execute()) {
                pair.client().close();
                assertEquals("one", text(response));
            }
            assertEquals(0, pair.client().idleConnections());
        }
    }

    private static CompletableFuture<Http1Response> executing(Http1Call call) {
        CompletableFuture<Http1Response> executing = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                executing.complete(call.execute());
            } catch (IOException | RuntimeException | Error failed) {
                executing.completeExceptionally(failed);
            }
        });
        return executing;
    }

    private static void assertBroken(CompletableFuture<Http1Response> executing) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> executing.get(10, TimeUnit.SECONDS));
        assertInstanceOf(IOException.class, failed.getCause());
    }

    private static void await(CountDownLatch gate) {
        try {
            assertTrue(gate.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until what was sent over loopback is there: nobody can see that it is. */
    private static void settle() {
        long until = System.nanoTime() + 20_000_000;
        Eventually.holds(SOON, () -> System.nanoTime() > until, () -> "time stands still");
    }
}
