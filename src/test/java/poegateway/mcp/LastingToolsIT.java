package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import poegateway.core.Scope;
import poegateway.mcp.message.McpJson;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Nothing that is paid is lost: what lasts longer than a client can wait is had later. */
class LastingToolsIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String LINK = "https://pfst.cf2.poecdn.net/base/video/cat.mp4";
    private static final String VIDEO = "{\"model\":\"sora-2\",\"prompt\":\"a cat\"}";
    private static final String ASKED = "{\"bot\":\"gpt-4o\",\"prompt\":\"hello\"}";

    /** A reply of which nothing comes until the gate opens, as Poe's models do that make media. */
    private static Script answer(String text, CountDownLatch gate) {
        String json =
                "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                        + "\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"total_tokens\":4}}";
        return Scripts.json(200, json).with(new Mishap.LateHead(gate::await));
    }

    private static CompletableFuture<JsonNode> asked(Rig rig, McpClient client, String tool, String arguments) {
        long before = rig.poe().arrivals(CHAT);
        Call call = client.callTool(tool, arguments);
        CompletableFuture<JsonNode> result =
                CompletableFuture.supplyAsync(() -> client.result(call), Thread::startVirtualThread);
        rig.until(() -> rig.poe().arrivals(CHAT) == before + 1, () -> "Poe is not asked");
        rig.until(() -> rig.gateway().census().jobsAwaited() == 1, () -> "nobody waits");
        return result;
    }

    private static String jobId(JsonNode result) {
        assertEquals("running", result.at("/structuredContent/status").asText(), result::toString);
        assertTrue(result.at("/content/0/text").asText().contains("get_job"), result::toString);
        return result.at("/structuredContent/job_id").asText();
    }

    private static String waitFor(String id, int seconds) {
        return "{\"job_id\":\"" + id + "\",\"wait_seconds\":" + seconds + "}";
    }

    @GatewayTest(transport = Transport.H1)
    void aClientThatWaitsAMinuteGetsAVideoOfThreeMinutesAndItIsPaidOnce(Rig rig) {
        for (McpClient client : McpClient.ofBothEras(rig)) {
            CountDownLatch gate = new CountDownLatch(1);
            rig.poe().enqueue(CHAT, answer(LINK, gate));
            CompletableFuture<JsonNode> begun = asked(rig, client, "generate_video", VIDEO);
            rig.advance(Duration.ofSeconds(44));
            assertFalse(begun.isDone());
            rig.advance(Duration.ofSeconds(1));
            String id = jobId(rig.await(begun));
            for (int waited = 45; waited < 180; waited += 45) {
                CompletableFuture<JsonNode> again = waiting(rig, client, id);
                rig.advance(Duration.ofSeconds(45));
                assertEquals(id, jobId(rig.await(again)));
            }
            CompletableFuture<JsonNode> last = waiting(rig, client, id);
            rig.advance(Duration.ofSeconds(17));
            gate.countDown();
            JsonNode made = rig.await(last);
            assertEquals(LINK, made.at("/structuredContent/media/0/url").asText(), made::toString);
            assertEquals("completed", made.at("/structuredContent/status").asText());
        }
        assertEquals(2, rig.poe().arrivals(CHAT));
    }

    /** A call that waits; time must not pass before it does. */
    private static CompletableFuture<JsonNode> waiting(Rig rig, McpClient client, String id) {
        Call call = client.callTool("get_job", waitFor(id, 45));
        CompletableFuture<JsonNode> result =
                CompletableFuture.supplyAsync(() -> client.result(call), Thread::startVirtualThread);
        rig.until(() -> rig.gateway().census().jobsAwaited() == 1, () -> "nobody waits");
        return result;
    }

    @GatewayTest(transport = Transport.H1)
    void anyPaidToolAnswersInTimeAndItsResultIsHadLater(Rig rig) {
        Map<String, String> tools = Map.of(
                "ask_poe", ASKED,
                "generate_image", "{\"model\":\"gpt-image-1\",\"prompt\":\"a cat\"}",
                "generate_audio", "{\"model\":\"elevenlabs-v3\",\"text\":\"hello\"}");
        tools.forEach((tool, arguments) -> {
            McpClient client = McpClient.inSession(rig);
            CountDownLatch gate = new CountDownLatch(1);
            rig.poe().enqueue(CHAT, answer(rig.poe().baseUri() + "/base/" + tool, gate));
            CompletableFuture<JsonNode> begun = asked(rig, client, tool, arguments);
            rig.advance(Duration.ofSeconds(45));
            String id = jobId(rig.await(begun));
            JsonNode listed = client.tool("list_jobs", "{}").at("/structuredContent/jobs/0");
            assertEquals(id, listed.path("job_id").asText());
            assertEquals(tool, listed.path("tool").asText());
            gate.countDown();
            rig.until(() -> rig.gateway().census().jobs() == 0, () -> "it runs on");
            JsonNode made = client.tool("get_job", waitFor(id, 0));
            assertFalse(made.at("/structuredContent/status").asText().equals("running"), made::toString);
            assertEquals(
                    made.path("content"), client.tool("get_job", waitFor(id, 0)).path("content"));
        });
        assertEquals(3, rig.poe().arrivals(CHAT));
    }

    @GatewayTest
    void aClientThatVanishedPicksItsAnswerUp(Rig rig) {
        CountDownLatch gate = new CountDownLatch(1);
        rig.poe().enqueue(CHAT, answer("forty-two", gate));
        Call call = McpClient.inSession(rig).callTool("ask_poe", ASKED);
        CompletableFuture<Void> gone = CompletableFuture.runAsync(
                () -> assertThrows(IOException.class, () -> call.execute().close()), Thread::startVirtualThread);
        rig.until(() -> rig.poe().arrivals(CHAT) == 1, () -> "Poe is not asked");
        call.cancel();
        rig.await(gone);
        gate.countDown();
        rig.until(() -> rig.gateway().census().jobs() == 0, () -> "it runs on");
        McpClient back = McpClient.inSession(rig);
        String id = back.tool("list_jobs", "{}")
                .at("/structuredContent/jobs/0/job_id")
                .asText();
        assertEquals(
                "forty-two",
                back.tool("get_job", waitFor(id, 0)).at("/content/0/text").asText());
        rig.advance(Duration.ofMinutes(61));
        assertTrue(McpClient.inSession(rig)
                .tool("get_job", waitFor(id, 0))
                .path("isError")
                .asBoolean());
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(transport = Transport.H1)
    void aCallWhoseClientVanishedEndsAtItsLimit(Rig rig) {
        Call call = McpClient.inSession(rig).callTool("ask_poe", "{\"bot\":\"silent\",\"prompt\":\"hello\"}");
        CompletableFuture<Void> gone = CompletableFuture.runAsync(
                () -> assertThrows(IOException.class, () -> call.execute().close()), Thread::startVirtualThread);
        rig.until(() -> rig.poe().census().openRequests() == 1, () -> "Poe is not asked");
        call.cancel();
        rig.await(gone);
        rig.advance(Duration.ofMinutes(10));
        rig.until(() -> rig.poe().census().hangUps() == 1, () -> "Poe goes on");
        rig.until(() -> rig.gateway().census().jobs() == 0, () -> "it runs on");
    }

    @GatewayTest
    void whoeverClosesTheStreamOfACallThatStandsAloneStopsPoe(Rig rig) {
        for (String tool : List.of("ask_poe", "generate_video")) {
            long before = rig.poe().census().hangUps();
            Call call = McpClient.stateless(rig).callTool(tool, "{\"model\":\"silent\",\"prompt\":\"hello\"}");
            CompletableFuture<Void> left = CompletableFuture.runAsync(
                    () -> assertThrows(IOException.class, () -> call.execute().close()), Thread::startVirtualThread);
            rig.until(() -> rig.poe().census().openRequests() == 1, () -> "Poe is not asked");
            call.cancel();
            rig.until(() -> rig.poe().census().hangUps() == before + 1, () -> "Poe goes on");
            rig.await(left);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whatIsWithdrawnWhileItIsWaitedForEndsAtPoe(Rig rig) {
        McpClient client = McpClient.inSession(rig);
        CompletableFuture<Reply> reply =
                begun(rig, client.callTool("generate_video", "{\"model\":\"silent\",\"prompt\":\"hello\"}"));
        client.tell("notifications/cancelled", "{\"requestId\":3}");
        assertEquals("", rig.await(reply).body());
        rig.until(() -> rig.poe().census().hangUps() == 1, () -> "Poe goes on");
        CompletableFuture<Reply> other =
                begun(rig, client.callTool("ask_poe", "{\"bot\":\"silent\",\"prompt\":\"hello\"}"));
        rig.read(rig.caller().newCall(client.request("").delete().build()));
        rig.await(other);
        rig.until(() -> rig.poe().census().hangUps() == 2, () -> "Poe goes on");
    }

    private static CompletableFuture<Reply> begun(Rig rig, Call call) {
        CompletableFuture<Reply> reply =
                CompletableFuture.supplyAsync(() -> rig.read(call), Thread::startVirtualThread);
        rig.until(() -> rig.poe().census().openRequests() == 1, () -> "Poe is not asked");
        return reply;
    }

    @GatewayTest(transport = Transport.H1)
    void whoeverStopsWaitingForAJobStopsNothing(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        String id =
                jobId(client.tool("generate_video", "{\"model\":\"silent\",\"prompt\":\"hello\",\"wait_seconds\":0}"));
        McpClient session = McpClient.inSession(rig);
        CompletableFuture<Reply> waits = begun(rig, session.callTool("get_job", waitFor(id, 600)));
        rig.until(() -> rig.gateway().census().jobsAwaited() == 1, () -> "nobody waits");
        session.tell("notifications/cancelled", "{\"requestId\":3}");
        rig.await(waits);
        assertEquals(id, jobId(client.tool("get_job", waitFor(id, 0))));
        assertEquals(
                "cancelled",
                client.tool("cancel_job", waitFor(id, 0))
                        .at("/structuredContent/status")
                        .asText());
        rig.until(() -> rig.poe().census().hangUps() == 1, () -> "Poe goes on");
    }

    @GatewayTest(transport = Transport.H1)
    void aJobIsForTheKeyThatBeganIt(Rig rig) {
        var keys =
                List.of(Keyring.known("a", Keyring.key(1), Scope.API), Keyring.known("b", Keyring.key(2), Scope.API));
        rig.gateway().replaceKeys(Keyring.auth(keys.get(0), keys.get(1)), keys);
        McpClient owner = McpClient.stateless(rig, "authorization", "Bearer " + Keyring.key(1));
        McpClient other = McpClient.stateless(rig, "authorization", "Bearer " + Keyring.key(2))
                .withTasks();
        owner.tool("ask_poe", ASKED);
        String id = owner.tool("list_jobs", "{}")
                .at("/structuredContent/jobs/0/job_id")
                .asText();
        assertFalse(id.isEmpty());
        assertTrue(other.tool("get_job", waitFor(id, 0)).path("isError").asBoolean());
        assertEquals(
                0, other.tool("list_jobs", "{}").at("/structuredContent/total").asInt());
        for (String method : List.of("tasks/get", "tasks/cancel", "tasks/update")) {
            Reply refused = other.reply(method, "{\"taskId\":\"" + id + "\",\"inputResponses\":{}}");
            assertEquals(-32602, refused.json().at("/error/code").asInt(), refused::body);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whatIsWrongWithTheArgumentsMakesNoJob(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        for (String wrong : List.of(
                "{}",
                "{\"bot\":\"gpt-4o\"}",
                "{\"bot\":1,\"prompt\":\"x\"}",
                "{\"bot\":\"gpt-4o\",\"prompt\":\"x\",\"wait_seconds\":601}",
                "{\"bot\":\"gpt-4o\",\"prompt\":\"x\",\"wait_seconds\":\"soon\"}",
                "{\"bot\":\"gpt-4o\",\"prompt\":\"x\",\"session_id\":\"my own\"}")) {
            assertTrue(client.tool("ask_poe", wrong).path("isError").asBoolean(), wrong);
        }
        assertEquals(
                0, client.tool("list_jobs", "{}").at("/structuredContent/total").asInt());
        assertEquals(0, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(transport = Transport.H1)
    void aClientThatTakesTasksGetsOne(Rig rig) {
        McpClient client = McpClient.stateless(rig).withTasks();
        assertTrue(client.ask("server/discover", "{}")
                .path("capabilities")
                .path("extensions")
                .has("io.modelcontextprotocol/tasks"));
        CountDownLatch gate = new CountDownLatch(1);
        rig.poe().enqueue(CHAT, answer("forty-two", gate));
        CompletableFuture<JsonNode> begun = asked(rig, client, "ask_poe", ASKED);
        rig.advance(Duration.ofSeconds(5));
        JsonNode task = rig.await(begun);
        assertEquals("task", task.path("resultType").asText(), task::toString);
        assertEquals("working", task.path("status").asText());
        assertFalse(task.has("content"));
        String taskId = "{\"taskId\":\"" + task.path("taskId").asText() + "\",\"inputResponses\":{}}";
        JsonNode working = client.ask("tasks/get", taskId);
        assertEquals("working", working.path("status").asText());
        assertEquals("complete", working.path("resultType").asText());
        assertTrue(working.path("ttlMs").asLong() > 0);
        assertEquals(
                "complete",
                client.ask("tasks/update", taskId).path("resultType").asText());
        gate.countDown();
        rig.until(() -> rig.gateway().census().jobs() == 0, () -> "it runs on");
        JsonNode done = client.ask("tasks/get", taskId);
        assertEquals("completed", done.path("status").asText(), done::toString);
        assertEquals("forty-two", done.at("/result/content/0/text").asText());
        assertEquals(
                "complete",
                client.ask("tasks/cancel", taskId).path("resultType").asText());
        assertEquals("completed", client.ask("tasks/get", taskId).path("status").asText());
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(transport = Transport.H1)
    void aTaskThatIsCancelledEndsAtPoe(Rig rig) {
        McpClient client = McpClient.stateless(rig).withTasks();
        JsonNode task = client.tool("generate_video", "{\"model\":\"silent\",\"prompt\":\"hello\",\"wait_seconds\":0}");
        rig.until(() -> rig.poe().census().openRequests() == 1, () -> "Poe is not asked");
        String taskId = "{\"taskId\":\"" + task.path("taskId").asText() + "\"}";
        assertEquals(
                "complete",
                client.ask("tasks/cancel", taskId).path("resultType").asText());
        rig.until(() -> rig.poe().census().hangUps() == 1, () -> "Poe goes on");
        assertEquals("cancelled", client.ask("tasks/get", taskId).path("status").asText());
    }

    @GatewayTest(transport = Transport.H1)
    void whatAToolCouldNotDoIsTheResultOfItsTask(Rig rig) {
        McpClient client = McpClient.stateless(rig).withTasks();
        JsonNode task =
                client.tool("generate_video", "{\"model\":\"error-402\",\"prompt\":\"hello\",\"wait_seconds\":0}");
        rig.until(() -> rig.gateway().census().jobs() == 0, () -> "it runs on");
        JsonNode done =
                client.ask("tasks/get", "{\"taskId\":\"" + task.path("taskId").asText() + "\"}");
        assertEquals("completed", done.path("status").asText(), done::toString);
        assertTrue(done.at("/result/isError").asBoolean(), done::toString);
    }

    @GatewayTest(transport = Transport.H1)
    void aJobOfAnEarlierRunIsSaidToBeLost(Rig rig) {
        for (McpClient client : McpClient.ofBothEras(rig)) {
            for (String id : List.of("job_" + "0".repeat(32), "video_" + "0".repeat(32))) {
                JsonNode lost = client.tool("get_job", waitFor(id, 0));
                assertTrue(lost.path("isError").asBoolean());
                assertTrue(lost.at("/content/0/text").asText().contains("is gone"), lost::toString);
            }
            JsonNode unknown = client.tool("get_job", waitFor("job_1", 0));
            assertTrue(unknown.at("/content/0/text").asText().contains("not found"), unknown::toString);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aClientThatDoesNotTakeTasksHasNone(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        for (String method : List.of("tasks/get", "tasks/cancel", "tasks/update")) {
            Reply refused = client.reply(method, "{\"taskId\":\"x\",\"inputResponses\":{}}");
            assertEquals(400, refused.status());
            assertEquals(-32021, refused.json().at("/error/code").asInt(), refused::body);
            assertTrue(
                    refused.json()
                            .at("/error/data/requiredCapabilities/extensions")
                            .has("io.modelcontextprotocol/tasks"),
                    refused::body);
        }
        Reply gone = rig.read(client.withTasks().call(1, "tasks/list", McpJson.object()));
        assertEquals(-32601, gone.json().at("/error/code").asInt(), gone::body);
        assertEquals(
                -32601,
                McpClient.inSession(rig)
                        .reply("tasks/get", "{\"taskId\":\"x\"}")
                        .json()
                        .at("/error/code")
                        .asInt());
    }
}
