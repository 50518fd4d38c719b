package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import poegateway.config.AuthConfig;
import poegateway.core.RequestPhase;
import poegateway.core.Scope;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;

/** Who is refused while its body is still coming can read the refusal, and knows whether the connection goes on. */
class EarlyRefusalIT {
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String BODY = "{\"model\":\"m\"}";
    private static final int TIMES = 100;
    private static final int LARGE = 3_000_000;

    /** Path and further headers of a request, and the status of its refusal. */
    private record Refused(String path, String headers, int status) {}

    private static List<Refused> refusals(Rig rig, TestDialect dialect) {
        AuthConfig auth = Keyring.auth(Keyring.known("ci", Keyring.key(1), Scope.API));
        rig.gateway().replaceKeys(auth, auth.keys());
        String key = "Authorization: Bearer " + Keyring.key(1) + "\r\n";
        return List.of(
                new Refused(dialect.path(), JSON, 401),
                new Refused("/v1/nothing", JSON + key, 404),
                new Refused("/v1/embeddings", JSON + key, 404),
                new Refused("/v1/models", JSON + key, 405),
                new Refused(dialect.path(), "Content-Type: text/plain\r\n" + key, 415),
                new Refused(dialect.path() + "?api_key=x", JSON + key, 400),
                new Refused("/../x", JSON + key, 400));
    }

    @GatewayTest(transport = Transport.H1)
    void aSmallBodyBehindTheHeadLeavesTheConnectionUsable(Rig rig, TestDialect dialect) throws Exception {
        for (Refused refused : refusals(rig, dialect).subList(0, 6)) {
            try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                for (int i = 0; i < 10; i++) {
                    caller.send(head(refused, BODY.length()));
                    pause(i);
                    Reply reply = caller.send(BODY).reply();
                    assertEquals(refused.status(), reply.status(), refused.toString());
                    assertFalse(closes(reply), refused.toString());
                }
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whatComesInChunksLeavesTheConnectionUsableToo(Rig rig, TestDialect dialect) throws Exception {
        for (Refused refused : refusals(rig, dialect).subList(0, 6)) {
            try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                String chunked = head(refused, 0).replace("Content-Length: 0", "Transfer-Encoding: chunked");
                for (int i = 0; i < 3; i++) {
                    Reply reply = caller.send(chunked + "4\r\n{}{}\r\n")
                            .send("3\r\nxyz\r\n0\r\n\r\n")
                            .reply();
                    assertEquals(refused.status(), reply.status(), refused.toString());
                    assertFalse(closes(reply), refused.toString());
                }
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aBodyThatDoesNotComeHoldsTheRefusalUpForAMomentOnly(Rig rig, TestDialect dialect) throws Exception {
        for (Refused refused : refusals(rig, dialect).subList(0, 6)) {
            try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                caller.send(head(refused, BODY.length()));
                rig.until(
                        () -> rig.gateway().requestsIn(RequestPhase.DISCARDING_BODY) == 1,
                        () -> "never began: " + rig.gateway().census());
                rig.advance(java.time.Duration.ofMillis(600));
                Reply reply = caller.reply();
                assertEquals(refused.status(), reply.status(), refused.toString());
                assertTrue(closes(reply), refused.toString());
                rig.awaitPhase(RequestPhase.DISCARDING_BODY);
                rig.advance(java.time.Duration.ofSeconds(6));
                assertTrue(caller.ended());
                rig.until(
                        () -> rig.gateway().requestsIn(RequestPhase.DISCARDING_BODY) == 0,
                        () -> "still waits: " + rig.gateway().census());
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void anAnswerThatNeedsNoBodyLeavesTheConnectionUsableOrSaysThatItDoesNot(Rig rig) throws Exception {
        for (String path : List.of("/", "/health/live", "/v1/models")) {
            for (int size : new int[] {100, LARGE}) {
                try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                    String head = head(new Refused(path, JSON, 200), size).replaceFirst("POST", "GET");
                    Reply reply = caller.send(head).send("x".repeat(size)).reply();
                    assertEquals(200, reply.status(), path);
                    assertEquals(size == LARGE, closes(reply), path);
                    if (size < LARGE) {
                        assertEquals(
                                200,
                                caller.send(head).send("x".repeat(size)).reply().status());
                    }
                }
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aLargeBodyIsReadToItsEndBehindTheAnswerThatSaysClose(Rig rig, TestDialect dialect) throws Exception {
        byte[] large = "x".repeat(LARGE).getBytes(StandardCharsets.US_ASCII);
        for (Refused refused : refusals(rig, dialect)) {
            try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                caller.send(head(refused, LARGE)).send(large);
                Reply reply = caller.reply();
                assertEquals(refused.status(), reply.status(), refused.toString());
                assertTrue(closes(reply), refused.toString());
                assertTrue(caller.ended());
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whoSaysThatItWaitsAndSendsWithoutWaitingReadsTheRefusalToo(Rig rig, TestDialect dialect) throws Exception {
        byte[] large = "x".repeat(LARGE).getBytes(StandardCharsets.US_ASCII);
        for (Refused refused : refusals(rig, dialect)) {
            String head = head(refused, LARGE).replace("Host: ", "Expect: 100-continue\r\nHost: ");
            for (int i = 0; i < 4; i++) {
                try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                    caller.send(head);
                    pause(i);
                    Reply reply = caller.send(large).reply();
                    assertEquals(refused.status(), reply.status(), refused.toString());
                    assertTrue(!closes(reply) || caller.ended(), refused.toString());
                }
            }
        }
    }

    @GatewayTest(
            transport = Transport.H1,
            settings = {"server.body-timeout=2s", "server.drain-timeout=10m"})
    void whoIsStillSendingWhenItsTimeIsOverReadsThat(Rig rig, TestDialect dialect) throws Exception {
        Refused slow = new Refused(dialect.path(), JSON, 408);
        byte[] half = "x".repeat(LARGE / 2).getBytes(StandardCharsets.US_ASCII);
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            caller.send(head(slow, LARGE)).send(half);
            rig.awaitPhase(RequestPhase.READING_BODY);
            rig.advance(java.time.Duration.ofSeconds(3));
            rig.awaitPhase(RequestPhase.DISCARDING_BODY);
            Reply reply = caller.send(half).reply();
            assertEquals(408, reply.status());
            assertTrue(closes(reply) && caller.ended());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whoBeginsToSendWhileTheGatewayStopsReadsThat(Rig rig, TestDialect dialect) throws Exception {
        byte[] large = "x".repeat(LARGE).getBytes(StandardCharsets.US_ASCII);
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            assertEquals(
                    200,
                    caller.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .reply()
                            .status());
            rig.awaitQuiet(); // else the stop would wait for a tick: a caller has its answer before the request is over
            assertEquals(0, rig.gateway().drain());
            caller.send(head(new Refused(dialect.path(), JSON, 503), LARGE));
            pause(0);
            Reply reply = caller.send(large).reply();
            assertEquals(503, reply.status());
            assertTrue(closes(reply) && caller.ended());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whatNoRouteSeesIsRefusedWithoutAResetThoughALargeBodyFollows(Rig rig, TestDialect dialect) throws Exception {
        byte[] large = "x".repeat(LARGE).getBytes(StandardCharsets.US_ASCII);
        List<Refused> refusals = List.of(
                new Refused("/../x", JSON, 400),
                new Refused("/%2e%2e/x", JSON, 400),
                new Refused("/%ff", JSON, 400),
                new Refused("/a%zz", JSON, 400),
                new Refused("/%00", JSON, 400),
                new Refused(dialect.path(), "Transfer-Encoding: gzip\r\n", 400),
                new Refused(dialect.path(), "Upgrade: websocket\r\nConnection: upgrade\r\n", 426),
                new Refused(dialect.path(), "Host: b\r\n", 400),
                new Refused(dialect.path(), "X: " + "x".repeat(20_000) + "\r\n", 431));
        for (Refused refused : refusals) {
            for (int i = 0; i < 10; i++) {
                try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                    caller.send(head(refused, LARGE));
                    pause(i % 4);
                    Reply reply = caller.send(large).reply();
                    assertEquals(refused.status(), reply.status(), refused.toString());
                    assertTrue(!closes(reply) || caller.ended(), refused.toString());
                }
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void answersOfOneConnectionAreReadByJavasClientWithoutAFailure(Rig rig, TestDialect dialect) throws Exception {
        List<Refused> refusals = refusals(rig, dialect);
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < TIMES; i++) {
                Refused refused = refusals.get(i % 6);
                int size = i % 3 == 0 ? LARGE : i % 3 == 1 ? 200_000 : 100;
                assertEquals(refused.status(), status(client, rig, refused, size), refused + " " + size);
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void headAndBodyInTwoWritesOnOneConnectionAreAnsweredWithoutAFailure(Rig rig, TestDialect dialect)
            throws Exception {
        Refused refused = refusals(rig, dialect).getFirst();
        Socket socket =
                new Socket(rig.gateway().url().getHost(), rig.gateway().url().getPort());
        RawCaller caller = new RawCaller(socket);
        for (int i = 0; i < TIMES; i++) {
            Reply reply = caller.send(head(refused, BODY.length())).send(BODY).reply();
            assertEquals(401, reply.status());
            if (closes(reply)) {
                caller.close();
                caller = new RawCaller(rig.gateway().url());
            }
        }
        caller.close();
    }

    @GatewayTest(transport = Transport.H2)
    void overHttp2OtherRequestsOfTheConnectionGoOn(Rig rig, TestDialect dialect) throws Exception {
        List<Refused> refusals = refusals(rig, dialect);
        for (int i = 0; i < 30; i++) {
            Refused refused = refusals.get(i % 6);
            int size = i % 3 == 0 ? LARGE : 100;
            okhttp3.Request.Builder request = new okhttp3.Request.Builder()
                    .url(rig.gateway().url() + refused.path())
                    .post(okhttp3.RequestBody.create("x".repeat(size), null));
            for (String header : refused.headers().split("\r\n")) {
                request.header(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
            }
            assertEquals(
                    refused.status(),
                    rig.read(rig.caller().newCall(request.build())).status(),
                    refused.toString());
        }
        assertEquals(1, rig.caller().connectionPool().connectionCount());
    }

    private static int status(HttpClient client, Rig rig, Refused refused, int size) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(rig.gateway().url() + refused.path()))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Letters(size)));
        for (String header : refused.headers().split("\r\n")) {
            request.header(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /** A few of them with a moment between head and body, in which a hasty server would have closed. */
    private static void pause(int turn) {
        if (turn < 3) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    private static boolean closes(Reply reply) {
        return "close".equals(reply.headers().get("connection"));
    }

    private static String head(Refused refused, int length) {
        return "POST " + refused.path() + " HTTP/1.1\r\nHost: localhost\r\n" + refused.headers() + "Content-Length: "
                + length + "\r\n\r\n";
    }

    /** So many bytes, made as they are read. */
    private static final class Letters extends InputStream {
        private int left;

        Letters(int left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int some = Math.min(left, Math.min(length, 8192));
            if (some <= 0) {
                return -1;
            }
            java.util.Arrays.fill(bytes, offset, offset + some, (byte) 'x');
            left -= some;
            return some;
        }
    }
}
