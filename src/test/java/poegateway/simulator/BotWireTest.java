package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import poegateway.simulator.SimulatedPoe.Options;
import poegateway.simulator.SimulatedPoe.Transport;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.bot.BotEvents;
import poegateway.simulator.bot.BotScripts;
import poegateway.simulator.script.Scripts;
import poegateway.simulator.wire.Arrival;

/** The bot protocol on sockets, without a gateway. */
@Timeout(60)
@ExtendWith(QuietLogs.class)
class BotWireTest {
    private static final String BODY = """
            {"version":"1.2","type":"query","query":[{"role":"user","content":"hi"}],\
            "user_id":"","conversation_id":"","message_id":""}""";

    private SimulatedPoe poe = start(Transport.PLAIN_H1);

    private static SimulatedPoe start(Transport transport) {
        return SimulatedPoe.start(
                Options.of(transport, pause -> {}),
                Manner.PROMPT,
                InstantSource.fixed(SimulatorFixture.NOW),
                new Random(1));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertTrue(poe.awaitOpen(0, Duration.ofSeconds(10)));
        assertEquals(0, poe.scriptsWaiting());
        poe.close();
        assertEquals(0, poe.threadsRunning());
    }

    private static String request(String target) {
        return "POST " + target
                + " HTTP/1.1\r\nHost: poe\r\nAuthorization: Bearer k\r\nContent-Type: application/json\r\n"
                + "Accept: text/event-stream\r\nConnection: close\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
                + BODY;
    }

    private String ask(String target) throws IOException {
        try (RawPeer peer = new RawPeer(poe)) {
            return peer.send(request(target)).readAll();
        }
    }

    @Test
    void aBotStreamsEventByEventOnASocket() throws Exception {
        String reply = ask("/bot/Claude%2DSonnet-4.6?x=1");

        assertTrue(reply.startsWith("HTTP/1.1 200 \r\n"), reply);
        assertTrue(reply.contains("content-type: text/event-stream; charset=utf-8\r\n"), reply);
        assertTrue(reply.contains("\r\n2c\r\nevent: text\ndata: {\"text\": \""), reply);
        assertTrue(reply.endsWith("\r\n16\r\nevent: done\ndata: {}\n\n\r\n0\r\n\r\n"), reply);
        Arrival arrival = poe.arrivals().getLast();
        assertEquals("/bot/Claude%2DSonnet-4.6", arrival.path());
        assertEquals(BODY, new String(arrival.body(), StandardCharsets.UTF_8));
    }

    @Test
    void aFaultOfTheConnectionComesInTheMiddle() throws Exception {
        try (RawPeer peer = new RawPeer(poe)) {
            peer.send(request("/bot/mishap-reset-mid-body"));
            assertTrue(peer.endsWithReset());
        }
    }

    @Test
    void aScriptAnswersTheBotOfItsPath() throws Exception {
        poe.enqueue("/bot/My%20Bot", BotScripts.answer("scripted", 4));
        poe.enqueue("/bot/%4Dy%20Bot", BotScripts.of(BotEvents.text("again"), BotEvents.DONE));
        poe.enqueue(Scripts.json(200, "{}"));

        assertTrue(ask("/bot/gpt-4o").contains("\"This is a si\""), "not for this path");
        assertTrue(ask("/bot/My%20Bot").contains("event: text\ndata: {\"text\": \"scri\"}\n\n"));
        assertTrue(ask("/bot/My%20Bot").contains("event: text\ndata: {\"text\": \"again\"}\n\n"));
        assertTrue(ask("/bot/My%20Bot").contains("Bot does not exist"));
        assertEquals(1, poe.scriptsWaiting(), "scripts without a path are for the dialects below /v1/");
        assertTrue(ask("/v1/chat/completions").endsWith("{}\r\n0\r\n\r\n"));
    }

    @Test
    void aScriptNamesAModelThatAnswersAsABot() throws Exception {
        String script = "{\"path\":\"/bot/any\",\"model\":\"bot-empty\"}";
        HttpRequest request = HttpRequest.newBuilder(poe.baseUri().resolve("/simulator/scripts"))
                .POST(HttpRequest.BodyPublishers.ofString(script))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertEquals(
                    202,
                    client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }

        assertTrue(ask("/bot/any").endsWith("event: done\ndata: {}\n\n\r\n0\r\n\r\n"));
    }

    @Test
    void botsAnswerOverHttp2Too() throws Exception {
        poe.close();
        poe = start(Transport.TLS_H2);
        OkHttpClient client = Http2WireTest.client(poe);
        Request request = new Request.Builder()
                .url(poe.botUri() + "/GPT%2D4o")
                .header("authorization", "Bearer k")
                .post(RequestBody.create(BODY.getBytes(StandardCharsets.UTF_8)))
                .build();
        try (Response response = client.newCall(request).execute()) {
            assertEquals(200, response.code());
            assertTrue(response.body().string().endsWith("event: done\ndata: {}\n\n"));
        }
        client.connectionPool().evictAll();
    }

    @Test
    void botsAreBesideTheOtherDialects() {
        assertEquals("http://127.0.0.1:" + poe.port() + "/bot", poe.botUri().toString());
    }
}
