package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import okhttp3.Response;
import okio.BufferedSource;
import poegateway.mcp.message.McpJson;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Scripts;

/** Clients without a session that want to be told. */
class SubscriptionsIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String TAG = "io.modelcontextprotocol/subscriptionId";

    /** Begins a call that becomes a task, whose reply comes once the gate opens; gives the task's id. */
    private static String task(Rig rig, McpClient client, CountDownLatch gate) {
        String json =
                "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"done\"},\"finish_reason\":\"stop\"}]}";
        rig.poe().enqueue(CHAT, Scripts.json(200, json).with(new Mishap.LateHead(gate::await)));
        CompletableFuture<JsonNode> begun = CompletableFuture.supplyAsync(
                () -> client.tool("ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"hello\"}"), Thread::startVirtualThread);
        rig.until(() -> rig.gateway().census().jobsAwaited() == 1, () -> "nobody waits");
        rig.until(() -> rig.poe().arrivals(CHAT) == 1, () -> "Poe is not asked");
        rig.advance(Duration.ofSeconds(5));
        return rig.await(begun).path("taskId").asText();
    }

    private static Response listen(McpClient client, String... ids) throws IOException {
        String wanted = "{\"notifications\":{\"taskIds\":[\"" + String.join("\",\"", ids) + "\"]}}";
        return client.call(7, "subscriptions/listen", McpJson.object(wanted)).execute();
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

    @GatewayTest(transport = Transport.H1)
    void whoeverListensForATaskIsToldItsEndAsTasksGetTellsIt(Rig rig) throws IOException {
        McpClient client = McpClient.stateless(rig).withTasks();
        CountDownLatch gate = new CountDownLatch(1);
        String id = task(rig, client, gate);
        try (Response listening = listen(client, id, "job_of_another")) {
            BufferedSource stream = listening.body().source();
            JsonNode agreed = next(stream);
            assertEquals(
                    "notifications/subscriptions/acknowledged",
                    agreed.path("method").asText());
            assertEquals(
                    "[\"" + id + "\"]",
                    agreed.at("/params/notifications/taskIds").toString());
            gate.countDown();
            JsonNode told = next(stream);
            assertEquals("notifications/tasks", told.path("method").asText());
            assertEquals(7, told.at("/params/_meta").path(TAG).asInt());
            assertEquals("completed", told.at("/params/status").asText());
            JsonNode got = client.ask("tasks/get", "{\"taskId\":\"" + id + "\"}");
            assertEquals(got.path("result"), told.at("/params/result"));
            assertEquals(got.path("ttlMs"), told.at("/params/ttlMs"));
        }
        rig.until(() -> rig.gateway().census().openExchanges() == 0, () -> "it listens on");
    }

    @GatewayTest(transport = Transport.H1)
    void oneThatHasEndedIsToldAtOnce(Rig rig) throws IOException {
        McpClient client = McpClient.stateless(rig).withTasks();
        CountDownLatch gate = new CountDownLatch(1);
        String id = task(rig, client, gate);
        client.ask("tasks/cancel", "{\"taskId\":\"" + id + "\"}");
        gate.countDown();
        try (Response listening = listen(client, id)) {
            BufferedSource stream = listening.body().source();
            assertFalse(next(stream).has("id"));
            assertEquals("cancelled", next(stream).at("/params/status").asText());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whoeverTakesNoTasksIsToldWhatItLacks(Rig rig) {
        Reply refused =
                McpClient.stateless(rig).reply("subscriptions/listen", "{\"notifications\":{\"taskIds\":[\"job_1\"]}}");
        assertEquals(400, refused.status());
        assertEquals(-32021, refused.json().at("/error/code").asInt());
        assertTrue(
                refused.json().at("/error/data/requiredCapabilities/extensions").has("io.modelcontextprotocol/tasks"));
    }

    @GatewayTest(transport = Transport.H1)
    void aStopDoesNotWaitForWhoeverListens(Rig rig) throws IOException {
        McpClient client = McpClient.stateless(rig).withTasks();
        try (Response listening = listen(client)) {
            BufferedSource stream = listening.body().source();
            assertFalse(next(stream).has("id"));
            CompletableFuture<Integer> cut =
                    CompletableFuture.supplyAsync(rig.gateway()::drain, Thread::startVirtualThread);
            JsonNode last = next(stream);
            assertEquals("complete", last.at("/result/resultType").asText());
            assertEquals(7, last.at("/result/_meta").path(TAG).asInt());
            assertTrue(stream.readUtf8().isBlank());
            rig.until(() -> rig.gateway().census().openExchanges() == 0, () -> "it listens on");
            rig.advance(Duration.ofSeconds(1));
            assertEquals(0, rig.await(cut));
        }
    }
}
