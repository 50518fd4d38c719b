package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import poegateway.core.Scope;
import poegateway.mcp.message.McpJson;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** Whoever subscribes to a conversation is told when it has another turn, and when it is gone. */
class SubscribedSessionsIT {
    private static final String UPDATED = "notifications/resources/updated";

    private static String begun(McpClient client) {
        return client.tool("ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"hello\"}")
                .at("/structuredContent/session_id")
                .asText();
    }

    private static void goOn(McpClient client, String session) {
        String asked = "{\"bot\":\"gpt-4o\",\"prompt\":\"more\",\"session_id\":\"" + session + "\"}";
        assertFalse(client.tool("ask_poe", asked).path("isError").asBoolean());
    }

    private static void forget(McpClient client, String session) {
        client.tool("clear_session", "{\"session_id\":\"" + session + "\"}");
    }

    private static String named(String session) {
        return "{\"uri\":\"poe://sessions/" + session + "\"}";
    }

    private static Response listen(McpClient client, String... uris) throws IOException {
        String wanted = "{\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":[\""
                + String.join("\",\"", uris) + "\"]}}";
        return client.call(7, "subscriptions/listen", McpJson.object(wanted)).execute();
    }

    private static BufferedSource source(Response response) {
        assertEquals(200, response.code());
        assertTrue(String.valueOf(response.header("content-type")).startsWith("text/event-stream"));
        return response.body().source();
    }

    /** The next message of a stream. */
    private static JsonNode next(BufferedSource stream) throws IOException {
        for (String line = stream.readUtf8Line(); line != null; line = stream.readUtf8Line()) {
            if (line.startsWith("data: ")) {
                return McpJson.read(line.substring("data: ".length())).orElseThrow();
            }
        }
        throw new AssertionError("the stream ended");
    }

    private static void assertTells(String session, JsonNode message) {
        assertEquals(UPDATED, message.path("method").asText(), message::toString);
        assertEquals("poe://sessions/" + session, message.at("/params/uri").asText());
    }

    /** Nothing but heartbeats comes until the end, which is no error. */
    private static void assertEnds(BufferedSource stream) throws IOException {
        for (String line = stream.readUtf8Line(); line != null; line = stream.readUtf8Line()) {
            assertTrue(line.isEmpty() || line.startsWith(":"), line);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void withoutASessionOneStreamTellsIt(Rig rig) throws IOException {
        McpClient client = McpClient.stateless(rig);
        String session = begun(client);
        String other = begun(client);
        assertEquals(
                0, client.ask("resources/read", named(session)).path("ttlMs").asInt(-1));
        assertEquals(
                60_000,
                client.ask("resources/read", "{\"uri\":\"poe://usage\"}")
                        .path("ttlMs")
                        .asInt());
        try (Response listening = listen(client, "poe://sessions/" + session, "poe://sessions/none", "poe://usage")) {
            BufferedSource stream = source(listening);
            JsonNode agreed = next(stream).at("/params/notifications");
            assertEquals("{\"resourceSubscriptions\":[\"poe://sessions/" + session + "\"]}", agreed.toString());
            goOn(client, other);
            goOn(client, session);
            assertTells(session, next(stream));
            forget(client, other);
            forget(client, session);
            JsonNode gone = next(stream);
            assertTells(session, gone);
            assertEquals(
                    7,
                    gone.at("/params/_meta/io.modelcontextprotocol~1subscriptionId")
                            .asInt());
        }
        rig.until(() -> rig.gateway().census().openExchanges() == 0, () -> "it listens on");
    }

    @GatewayTest(transport = Transport.H1)
    void inASessionTheStreamOfGetTellsWhatItSubscribedTo(Rig rig) throws IOException {
        McpClient client = McpClient.inSession(rig);
        String before = begun(client);
        String after = begun(client);
        assertEquals("{}", client.ask("resources/subscribe", named(before)).toString());
        try (Response listening = client.changes().execute()) {
            BufferedSource stream = source(listening);
            goOn(client, after);
            client.ask("resources/subscribe", named(after));
            goOn(client, after);
            assertTells(after, next(stream));
            goOn(client, before);
            assertTells(before, next(stream));
            client.ask("resources/unsubscribe", named(before));
            goOn(client, before);
            forget(client, after);
            assertTells(after, next(stream));
        }
        rig.until(() -> rig.gateway().census().openExchanges() == 0, () -> "it listens on");
    }

    @GatewayTest(transport = Transport.H1)
    void aConversationThatEndsByItselfIsToldToo(Rig rig) throws IOException {
        McpClient client = McpClient.stateless(rig);
        String session = begun(client);
        rig.advance(Duration.ofMinutes(50));
        try (Response listening = listen(client, "poe://sessions/" + session)) {
            BufferedSource stream = source(listening);
            assertFalse(next(stream).has("id"));
            rig.advance(Duration.ofMinutes(10));
            assertTells(session, next(stream));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aTurnOverAnotherInterfaceIsToldToo(Rig rig) throws IOException {
        McpClient client = McpClient.stateless(rig);
        String session = begun(client);
        try (Response listening = listen(client, "poe://sessions/" + session)) {
            BufferedSource stream = source(listening);
            assertFalse(next(stream).has("id"));
            String asked = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"more\"}]}";
            assertEquals(
                    200,
                    rig.read(rig.caller()
                                    .newCall(client.request(asked)
                                            .url(rig.gateway().url() + "/v1/chat/completions")
                                            .header("x-poe-gateway-session", session)
                                            .build()))
                            .status());
            assertTells(session, next(stream));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whatBelongsToAnotherKeyIsNotTold(Rig rig) throws IOException {
        var keys =
                List.of(Keyring.known("a", Keyring.key(1), Scope.API), Keyring.known("b", Keyring.key(2), Scope.API));
        rig.gateway().replaceKeys(Keyring.auth(keys.get(0), keys.get(1)), keys);
        McpClient mine = McpClient.stateless(rig, "authorization", "Bearer " + Keyring.key(1));
        McpClient other = McpClient.stateless(rig, "authorization", "Bearer " + Keyring.key(2));
        McpClient older = McpClient.inSession(rig, "authorization", "Bearer " + Keyring.key(2));
        String session = begun(mine);
        try (Response listening = listen(other, "poe://sessions/" + session)) {
            JsonNode agreed = next(source(listening)).at("/params/notifications");
            assertEquals("{\"resourceSubscriptions\":[]}", agreed.toString());
        }
        JsonNode refused = older.reply("resources/subscribe", named(session)).json();
        assertEquals(-32002, refused.at("/error/code").asInt(), refused::toString);
        assertEquals("poe://sessions/" + session, refused.at("/error/data/uri").asText());
    }

    @GatewayTest(transport = Transport.H1)
    void aSessionHasOneStreamAndSubscribesToSoMany(Rig rig) throws IOException {
        McpClient client = McpClient.inSession(rig);
        String session = begun(client);
        client.ask("resources/subscribe", named(session));
        try (Response first = client.changes().execute()) {
            BufferedSource old = source(first);
            try (Response second = client.changes().execute()) {
                BufferedSource stream = source(second);
                assertEnds(old);
                goOn(client, session);
                assertTells(session, next(stream));
            }
        }
        for (int i = 1; i < 100; i++) {
            client.ask("resources/subscribe", named(begun(client)));
        }
        JsonNode refused =
                client.reply("resources/subscribe", named(begun(client))).json();
        assertTrue(refused.at("/error/message").asText().contains("100"), refused::toString);
        client.ask("resources/subscribe", named(session));
    }

    @GatewayTest(transport = Transport.H1)
    void theStreamEndsWithItsSession(Rig rig) throws IOException {
        McpClient client = McpClient.inSession(rig);
        try (Response listening = client.changes().execute()) {
            BufferedSource stream = source(listening);
            rig.read(rig.caller().newCall(client.request("{}").delete().build()));
            assertEnds(stream);
        }
        assertEquals(404, rig.read(client.changes()).status());
    }

    @GatewayTest(transport = Transport.H1)
    void aSessionWhoseStreamIsOpenIsInUse(Rig rig) throws IOException {
        McpClient client = McpClient.inSession(rig);
        try (Response listening = client.changes().execute()) {
            BufferedSource stream = source(listening);
            for (int i = 0; i < 3; i++) {
                rig.advance(Duration.ofMinutes(50));
            }
            String session = begun(client);
            client.ask("resources/subscribe", named(session));
            goOn(client, session);
            assertTells(session, next(stream));
        }
        rig.until(() -> rig.gateway().census().openExchanges() == 0, () -> "it listens on");
    }

    @GatewayTest(transport = Transport.H1)
    void aStopDoesNotWaitForTheStream(Rig rig) throws IOException {
        McpClient client = McpClient.inSession(rig);
        try (Response listening = client.changes().execute()) {
            BufferedSource stream = source(listening);
            CompletableFuture<Integer> cut =
                    CompletableFuture.supplyAsync(rig.gateway()::drain, Thread::startVirtualThread);
            assertEnds(stream);
            rig.until(() -> rig.gateway().census().openExchanges() == 0, () -> "it listens on");
            rig.advance(Duration.ofSeconds(1));
            assertEquals(0, rig.await(cut));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whoeverHasNoSessionHasNoStreamOfGet(Rig rig) {
        assertEquals(405, rig.read(McpClient.stateless(rig).changes()).status());
        String introduction = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/subscribe\",\"params\":{}}";
        McpClient client = McpClient.inSession(rig);
        assertEquals(
                -32602,
                rig.read(rig.caller().newCall(client.request(introduction).build()))
                        .json()
                        .at("/error/code")
                        .asInt());
        for (String accept : List.of("application/json", "text/html, */*;q=0", "text/event-stream;q=0, */*")) {
            assertEquals(406, rig.read(accepting(rig, client, accept)).status(), accept);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void theStreamOfGetIsForWhoeverAcceptsItInWhicheverWords(Rig rig) throws IOException {
        McpClient client = McpClient.inSession(rig);
        for (String accept : List.of("text/event-stream", "text/*", "*/*", "application/json, */*;q=0.1", "")) {
            try (Response listening = accepting(rig, client, accept).execute()) {
                assertEquals(200, listening.code(), accept);
                assertTrue(String.valueOf(listening.header("content-type")).startsWith("text/event-stream"), accept);
            }
        }
    }

    /** A listener with that header, or without it where it is empty. */
    private static Call accepting(Rig rig, McpClient client, String accept) {
        Request.Builder request = client.request("{}").get();
        return rig.caller()
                .newCall(
                        (accept.isEmpty() ? request.removeHeader("accept") : request.header("accept", accept)).build());
    }

    @Test
    @Timeout(240)
    void overStandardOutputItIsToldBetweenTheAnswers(@TempDir Path folder) throws IOException {
        try (StdioClient client = new StdioClient(folder)) {
            client.askInSession(1, "initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}");
            assertTrue(
                    client.read().at("/result/capabilities/resources/subscribe").asBoolean());
            String asked = "{\"name\":\"ask_poe\",\"arguments\":{\"bot\":\"gpt-4o\",\"prompt\":\"x\"}}";
            client.askInSession(2, "tools/call", asked);
            String session =
                    client.read().at("/result/structuredContent/session_id").asText();
            client.askInSession(3, "resources/subscribe", named(session));
            assertNull(client.read().get("error"));
            client.askInSession(
                    4, "tools/call", "{\"name\":\"clear_session\",\"arguments\":{\"session_id\":\"" + session + "\"}}");
            JsonNode one = client.read();
            JsonNode two = client.read();
            assertTells(session, one.has("id") ? two : one);
            assertEquals(4, (one.has("id") ? one : two).path("id").asInt());
        }
    }
}
