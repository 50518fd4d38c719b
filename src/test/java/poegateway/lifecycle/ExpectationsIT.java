package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
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

/** {@code Expect} and {@code Upgrade}: what is promised is kept, all else is ignored. */
class ExpectationsIT {
    private static final String CONTINUE = "Expect: 100-continue\r\n";

    @GatewayTest(simulated = true, transport = Transport.H1)
    void whoeverMaySendIsToldToContinueAndIsAnswered(Rig rig, TestDialect dialect) throws IOException {
        for (String expectation : List.of(CONTINUE, "expect: 100-Continue\r\n")) {
            try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                caller.send(head(dialect, dialect.path(), expectation));
                assertEquals("HTTP/1.1 100 Continue\n", caller.head());
                assertEquals(200, caller.send(body(dialect)).reply().status());
                assertEquals(
                        200,
                        caller.send(head(dialect, dialect.path(), "") + body(dialect))
                                .reply()
                                .status());
            }
        }
    }

    @GatewayTest(transport = Transport.H1, settings = "server.body-limit=1KiB")
    void whoeverIsRefusedByTheHeadGetsTheRefusalAlone(Rig rig, TestDialect dialect) throws IOException {
        String large =
                head(dialect, dialect.path(), CONTINUE).replaceFirst("Content-Length: \\d+", "Content-Length: 2000");
        assertEquals(413, alone(rig, large).status());
        assertEquals(404, alone(rig, head(dialect, "/v1/nothing", CONTINUE)).status());
        assertEquals(405, alone(rig, head(dialect, "/v1/models", CONTINUE)).status());
        assertEquals(
                415,
                alone(rig, head(dialect, dialect.path(), CONTINUE).replace("application/json", "text/plain"))
                        .status());
        assertEquals(
                400,
                alone(rig, head(dialect, dialect.path() + "?key=x", CONTINUE)).status());
        AuthConfig auth = Keyring.auth(Keyring.known("ci", Keyring.key(1), Scope.API));
        rig.gateway().replaceKeys(auth, auth.keys());
        assertEquals(401, alone(rig, head(dialect, dialect.path(), CONTINUE)).status());
        assertEquals(
                401,
                alone(rig, head(dialect, dialect.path(), CONTINUE + "Authorization: Bearer x\r\n"))
                        .status());
    }

    /** The first and only status, behind which the connection ends after a while: whether the body comes nobody knows. */
    private static Reply alone(Rig rig, String head) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            Reply reply = caller.send(head).reply();
            assertEquals("close", reply.header("connection"), head);
            rig.awaitPhase(RequestPhase.DISCARDING_BODY);
            rig.advance(Duration.ofSeconds(6));
            assertTrue(caller.ended());
            return reply;
        }
    }

    @GatewayTest(simulated = true, transport = Transport.H1)
    void whoeverSendsTheBodyWithoutWaitingIsAnswered(Rig rig, TestDialect dialect) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            caller.send(head(dialect, dialect.path(), CONTINUE) + body(dialect));
            String first = caller.head();
            assertEquals(200, first.contains("100 Continue") ? caller.reply().status() : status(first));
        }
    }

    @GatewayTest(simulated = true, transport = Transport.H1)
    void http10NeverGetsAnInterimAnswer(Rig rig, TestDialect dialect) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            String head = head(dialect, dialect.path(), CONTINUE).replace("HTTP/1.1", "HTTP/1.0");
            assertEquals(200, caller.send(head + body(dialect)).reply().status());
        }
    }

    @GatewayTest(simulated = true, transport = Transport.H1)
    void otherExpectationsAndUpgradesAreIgnored(Rig rig, TestDialect dialect) throws IOException {
        for (String header : List.of(
                "Expect: 200-ok\r\n",
                "Expect: 100-continue, 200-ok\r\n",
                "Expect: \r\n",
                "Upgrade: h2c\r\n",
                "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n",
                "Upgrade: TLS/1.3\r\nConnection: upgrade\r\n",
                "Upgrade: websocket\r\n",
                "Connection: upgrade\r\n")) {
            try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                Reply reply = caller.send(head(dialect, dialect.path(), header) + body(dialect))
                        .reply();
                assertEquals(200, reply.status(), header + reply.body());
                assertEquals(
                        200,
                        caller.send(head(dialect, dialect.path(), "") + body(dialect))
                                .reply()
                                .status(),
                        header);
            }
        }
    }

    @GatewayTest(simulated = true, transport = Transport.H1)
    void aWebSocketIsRefusedWithWhatToSpeakInstead(Rig rig, TestDialect dialect) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            Reply reply = caller.send("GET /v1/responses HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                            + "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n")
                    .reply();
            assertEquals(426, reply.status());
            assertEquals("websocket_unsupported", reply.errorCode());
            assertEquals("HTTP/1.1", reply.header("upgrade"));
            assertEquals("upgrade", reply.header("connection"));
            assertEquals(
                    200,
                    caller.send(head(dialect, dialect.path(), "") + body(dialect))
                            .reply()
                            .status());
        }
    }

    private static String body(TestDialect dialect) {
        return dialect.body("Claude-Sonnet-4.6", false);
    }

    private static int status(String head) {
        return Integer.parseInt(head.substring(9, 12));
    }

    private static String head(TestDialect dialect, String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body(dialect).length() + "\r\n" + headers + "\r\n";
    }
}
