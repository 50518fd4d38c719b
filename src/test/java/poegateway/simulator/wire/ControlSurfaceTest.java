package poegateway.simulator.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import poegateway.simulator.Http2WireTest;
import poegateway.simulator.QuietLogs;
import poegateway.simulator.RawPeer;
import poegateway.simulator.SimulatedPoe;
import poegateway.simulator.WireScripts;
import poegateway.simulator.script.ScriptQueue;

@Timeout(60)
@ExtendWith(QuietLogs.class)
class ControlSurfaceTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static String ask(SimulatedPoe poe, String method, String path, String body) throws IOException {
        try (RawPeer peer = new RawPeer(poe)) {
            peer.send(method + " " + path + " HTTP/1.1\r\nConnection: close\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body);
            String[] reply = peer.readAll().split("\r\n\r\n", 2);
            return reply[0].substring(9, 12) + " " + reply[1];
        }
    }

    @Test
    void scriptsAreQueuedAndDropped() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO)) {
            assertEquals("202 {\"queued\":2}", ask(poe, "POST", "/simulator/scripts", "one\ntwo"));
            assertEquals("200 one", ask(poe, "POST", "/v1/x", "echo"));
            assertEquals(1, poe.scriptsWaiting());
            assertEquals("200 {\"waiting\":1}", ask(poe, "GET", "/simulator/scripts", ""));
            assertEquals("200 {\"waiting\":0}", ask(poe, "GET", "/simulator/scripts?token=test-1", ""));
            assertEquals("200 {\"dropped\":0}", ask(poe, "DELETE", "/simulator/scripts?token=test-1", ""));
            assertEquals("200 {\"dropped\":1}", ask(poe, "DELETE", "/simulator/scripts", ""));
            assertEquals("200 echo", ask(poe, "POST", "/v1/x", "echo"));
        }
    }

    @Test
    void aScriptWaitsForItsPath() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO)) {
            ask(poe, "POST", "/simulator/scripts", "any\n/bot/gpt bot\n/v1/y y");
            assertEquals("200 any", ask(poe, "POST", "/v1/x", "echo"));
            assertEquals("200 bot", ask(poe, "POST", "/bot/gpt", "echo"));
            assertEquals("200 echo", ask(poe, "POST", "/bot/gpt", "echo"));
            assertEquals("200 y", ask(poe, "GET", "/v1/y?limit=2", ""));
            assertEquals(0, poe.scriptsWaiting());
        }
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsReason() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO)) {
            assertEquals(
                    "400 {\"error\":{\"message\":\"\\\"?\\\" is no script\"}}",
                    ask(poe, "POST", "/simulator/scripts", "?"));
        }
    }

    @Test
    void theQueueHasAnEnd() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO)) {
            String tooMany = "x\n".repeat(ScriptQueue.SCRIPTS_WAITING + 1);
            assertTrue(ask(poe, "POST", "/simulator/scripts", tooMany).startsWith("400 "));
            assertEquals(0, poe.scriptsWaiting());
        }
    }

    @Test
    void theCensusLeavesTheControlSurfaceOut() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO)) {
            ask(poe, "POST", "/v1/x", "echo");
            ask(poe, "POST", "/simulator/scripts", "one");
            assertTrue(poe.await(census -> census.openConnections() == 0, SOON));
            assertEquals(
                    "200 {\"arrivals\":1,\"arrivals_by_path\":{\"/v1/x\":1},\"open_requests\":0,"
                            + "\"open_connections\":1,\"hang_ups\":0,\"bytes_sent\":4,\"scripts_waiting\":1}",
                    ask(poe, "GET", "/simulator/census", ""));
        }
    }

    @Test
    void theStartPageTellsWhereToLook() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO)) {
            String page = ask(poe, "GET", "/", "");
            assertTrue(page.startsWith("200 A simulated Poe"), page);
            assertTrue(page.contains("docs/simulator.md"), page);
            assertTrue(ask(poe, "POST", "/", "").startsWith("404 {\"error\""));
        }
    }

    @Test
    void anythingElseThereIsUnknown() throws Exception {
        try (SimulatedPoe poe = WireScripts.plain(WireScripts.ECHO)) {
            assertTrue(ask(poe, "PUT", "/simulator/scripts", "").startsWith("404 {\"error\""));
            assertTrue(ask(poe, "GET", "/simulator/", "").startsWith("404 {\"error\""));
        }
    }

    @Test
    void itAnswersOverHttp2Too() throws Exception {
        try (SimulatedPoe poe = WireScripts.tls(WireScripts.ECHO)) {
            OkHttpClient client = Http2WireTest.client(poe);
            Request request = new Request.Builder()
                    .url(poe.baseUri().resolve("/simulator/scripts").toString())
                    .post(RequestBody.create("one".getBytes(StandardCharsets.UTF_8)))
                    .build();
            try (Response response = client.newCall(request).execute()) {
                assertEquals(202, response.code());
                assertEquals("{\"queued\":1}", response.body().string());
            }
            assertEquals(0, poe.census().arrivals());
        }
    }

    @Test
    void controlCharactersAreEscaped() {
        assertEquals("\"a\\\"\\\\\\u000a\\u0001é\"", JsonReply.quoted("a\"\\\n\u0001é"));
    }
}
