package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import poegateway.config.AuthConfig;
import poegateway.core.RequestPhase;
import poegateway.core.Scope;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** {@code Expect} and {@code Upgrade}: what is promised is kept, all else is ignored. */
class ExpectationsIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String BODY = ChatDialect.CHAT.body("Claude-Sonnet-4.6", false);
    private static final String CONTINUE = "Expect: 100-continue\r\n";

    @GatewayTest(transport = Transport.H1)
    void whoeverMaySendIsToldToContinueAndIsAnswered(Rig rig) throws IOException {
        for (String expectation : List.of(CONTINUE, "expect: 100-Continue\r\n")) {
            try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                caller.send(head(CHAT, expectation));
                assertEquals("HTTP/1.1 100 Continue\n", caller.head());
                assertEquals(200, caller.send(BODY).reply().status());
                assertEquals(200, caller.send(head(CHAT, "") + BODY).reply().status());
            }
        }
    }

    @GatewayTest(transport = Transport.H1, settings = "server.body-limit=1KiB")
    void whoeverIsRefusedByTheHeadGetsTheRefusalAlone(Rig rig) throws IOException {
        String large = head(CHAT, CONTINUE).replaceFirst("Content-Length: \\d+", "Content-Length: 2000");
        assertEquals(413, alone(rig, large).status());
        assertEquals(404, alone(rig, head("/v1/nothing", CONTINUE)).status());
        assertEquals(405, alone(rig, head("/v1/models", CONTINUE)).status());
        assertEquals(
                415,
                alone(rig, head(CHAT, CONTINUE).replace("application/json", "text/plain"))
                        .status());
        assertEquals(400, alone(rig, head(CHAT + "?key=x", CONTINUE)).status());
        AuthConfig auth = Keyring.auth(Keyring.known("ci", Keyring.key(1), Scope.API));
        rig.gateway().replaceKeys(auth, auth.keys());
        assertEquals(401, alone(rig, head(CHAT, CONTINUE)).status());
        assertEquals(
                401,
                alone(rig, head(CHAT, CONTINUE + "Authorization: Bearer x\r\n")).status());
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

    @GatewayTest(transport = Transport.H1)
    void whoeverSendsTheBodyWithoutWaitingIsAnswered(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            caller.send(head(CHAT, CONTINUE) + BODY);
            String first = caller.head();
            assertEquals(200, first.contains("100 Continue") ? caller.reply().status() : status(first));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void http10NeverGetsAnInterimAnswer(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            String head = head(CHAT, CONTINUE).replace("HTTP/1.1", "HTTP/1.0");
            assertEquals(200, caller.send(head + BODY).reply().status());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void otherExpectationsAndUpgradesAreIgnored(Rig rig) throws IOException {
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
                Reply reply = caller.send(head(CHAT, header) + BODY).reply();
                assertEquals(200, reply.status(), header + reply.body());
                assertEquals(200, caller.send(head(CHAT, "") + BODY).reply().status(), header);
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aWebSocketIsRefusedWithWhatToSpeakInstead(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            Reply reply = caller.send("GET /v1/responses HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                            + "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n")
                    .reply();
            assertEquals(426, reply.status());
            assertEquals("websocket_unsupported", reply.errorCode());
            assertEquals("HTTP/1.1", reply.header("upgrade"));
            assertEquals("upgrade", reply.header("connection"));
            assertEquals(200, caller.send(head(CHAT, "") + BODY).reply().status());
        }
    }

    private static int status(String head) {
        return Integer.parseInt(head.substring(9, 12));
    }

    private static String head(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + BODY.length() + "\r\n" + headers + "\r\n";
    }
}
