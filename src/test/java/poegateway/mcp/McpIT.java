package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Request;
import poegateway.config.KeyConfig;
import poegateway.core.Scope;
import poegateway.mcp.message.McpJson;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

class McpIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final int CHARS_PER_TOKEN = 3;

    @GatewayTest
    void bothErasAskAModelOverOnePath(Rig rig) {
        for (McpClient client : McpClient.ofBothEras(rig)) {
            JsonNode result = client.tool("ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"hello\"}");
            assertTrue(result.at("/content/0/text").asText().endsWith("You wrote: hello"), result::toString);
            assertEquals("stop", result.at("/structuredContent/finish_reason").asText());
            assertTrue(result.at("/structuredContent/usage/total_tokens").asLong() > 0, result::toString);
        }
        assertEquals(2, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(transport = Transport.H1)
    void theListOfToolsIsShortEnoughForAnyModel(Rig rig) {
        String list = McpJson.text(McpClient.inSession(rig).ask("tools/list", "{}"));
        assertTrue(list.length() / CHARS_PER_TOKEN < 3_000, () -> list.length() + " characters");
        assertEquals(list, McpJson.text(McpClient.inSession(rig).ask("tools/list", "{}")));
    }

    @GatewayTest(transport = Transport.H1)
    void everyToolHasASchemaThatClientsTake(Rig rig) {
        for (JsonNode tool : McpClient.stateless(rig, "x-mcp-toolsets", "all")
                .ask("tools/list", "{}")
                .path("tools")) {
            assertTrue(tool.path("name").asText().matches("[a-z_]{1,45}"), tool::toString);
            assertTrue(tool.path("description").asText().length() < 2_048, tool::toString);
            assertEquals("object", tool.at("/inputSchema/type").asText());
            assertFalse(tool.path("inputSchema").has("anyOf"));
            assertTrue(tool.at("/annotations").has("readOnlyHint"), tool::toString);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aClientChoosesItsTools(Rig rig) {
        List<String> all = names(McpClient.inSession(rig));
        assertTrue(all.contains("ask_poe"), all::toString);
        List<String> reading = names(McpClient.stateless(rig, "x-mcp-readonly", "true"));
        assertFalse(reading.contains("ask_poe"), reading::toString);
        assertTrue(reading.contains("list_models"), reading::toString);
        assertEquals(List.of("ask_poe"), names(McpClient.stateless(rig, "x-mcp-tools", "ask_poe, nothing")));
        assertEquals(List.of(), names(McpClient.stateless(rig, "x-mcp-toolsets", "nothing")));
        Reply refused = rig.read(McpClient.stateless(rig, "x-mcp-readonly", "true")
                .callTool("ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"hello\"}"));
        assertEquals(-32602, refused.json().at("/error/code").asInt());
    }

    private static List<String> names(McpClient client) {
        List<String> names = new ArrayList<>();
        client.ask("tools/list", "{}")
                .path("tools")
                .forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }

    @GatewayTest
    void whatTheModelDoesIsToldWhileItDoesIt(Rig rig) {
        for (McpClient client : McpClient.ofBothEras(rig)) {
            Reply reply = rig.read(
                    client.withProgress().callTool("ask_poe", "{\"bot\":\"slow-events\",\"prompt\":\"hello\"}"));
            List<JsonNode> messages = McpClient.messages(reply);
            assertTrue(messages.size() > 1, reply::body);
            double last = -1;
            for (JsonNode told : messages.subList(0, messages.size() - 1)) {
                assertEquals("notifications/progress", told.path("method").asText());
                assertTrue(told.at("/params/progress").asDouble() > last, reply::body);
                last = told.at("/params/progress").asDouble();
            }
            assertTrue(messages.getLast().has("result"), reply::body);
        }
    }

    @GatewayTest
    void nothingIsToldToAClientThatDidNotAsk(Rig rig) {
        for (McpClient client : McpClient.ofBothEras(rig)) {
            Reply reply = rig.read(client.callTool("ask_poe", "{\"bot\":\"slow-events\",\"prompt\":\"hello\"}"));
            assertEquals("application/json", reply.header("content-type"));
            assertTrue(reply.json().has("result"), reply::body);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aClientThatTakesNoStreamGetsOneMessage(Rig rig) {
        for (String accept : List.of("application/json", "*/*", "application/json;q=0.5, text/html")) {
            McpClient client = McpClient.stateless(rig, "accept", accept).withProgress();
            Reply reply = rig.read(client.callTool("ask_poe", "{\"bot\":\"slow-events\",\"prompt\":\"hello\"}"));
            assertEquals("application/json", reply.header("content-type"), accept);
            assertTrue(reply.json().has("result"), reply::body);
        }
        Reply stream = rig.read(
                McpClient.stateless(rig, "accept", "text/event-stream").call(1, "tools/list", McpJson.object()));
        assertTrue(stream.header("content-type").startsWith("text/event-stream"), stream::body);
        assertTrue(McpClient.answer(stream).has("result"), stream::body);
        assertEquals(
                406,
                McpClient.stateless(rig, "accept", "text/html")
                        .reply("tools/list", "{}")
                        .status());
    }

    @GatewayTest(transport = Transport.H1)
    void failuresOfPoeAreToldToTheModelThatAsked(Rig rig) {
        for (McpClient client : McpClient.ofBothEras(rig)) {
            JsonNode result = client.tool("ask_poe", "{\"bot\":\"error-402\",\"prompt\":\"hello\"}");
            assertTrue(result.path("isError").asBoolean(), result::toString);
            assertTrue(result.at("/content/0/text").asText().contains("insufficient_quota"), result::toString);
            JsonNode missing = client.tool("ask_poe", "{\"prompt\":\"hello\"}");
            assertTrue(missing.at("/content/0/text").asText().startsWith("'bot' is missing"), missing::toString);
        }
        assertEquals(2, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(transport = Transport.H1)
    void aSessionIsForTheKeyThatBeganItAndEndsInTime(Rig rig) {
        keys(rig, Keyring.known("a", Keyring.key(1), Scope.API), Keyring.known("b", Keyring.key(2), Scope.API));
        McpClient client = McpClient.inSession(rig, "authorization", "Bearer " + Keyring.key(1));
        Request stolen = client.request("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                .header("authorization", "Bearer " + Keyring.key(2))
                .build();
        assertEquals(404, rig.read(rig.caller().newCall(stolen)).status());
        rig.advance(Duration.ofMinutes(59));
        assertEquals(200, client.reply("ping", "{}").status());
        rig.advance(Duration.ofMinutes(59));
        assertEquals(200, client.reply("ping", "{}").status());
        rig.advance(Duration.ofMinutes(60));
        Reply over = client.reply("ping", "{}");
        assertEquals(404, over.status());
        assertEquals(-32001, over.json().at("/error/code").asInt());
        assertEquals(2, over.json().path("id").asInt());
    }

    private static void keys(Rig rig, KeyConfig... keys) {
        rig.gateway().replaceKeys(Keyring.auth(keys), List.of(keys));
    }

    @GatewayTest(transport = Transport.H1)
    void aSessionEndsWhenItsClientSaysSo(Rig rig) {
        McpClient client = McpClient.inSession(rig);
        Request.Builder end = client.request("").delete();
        assertEquals(204, rig.read(rig.caller().newCall(end.build())).status());
        assertEquals(404, rig.read(rig.caller().newCall(end.build())).status());
        assertEquals(404, client.reply("ping", "{}").status());
        assertEquals(
                400,
                rig.post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                        .status());
        assertEquals("POST, DELETE", rig.get("/mcp").header("allow"));
    }

    @GatewayTest(transport = Transport.H1)
    void theRevisionIsTheOneThatBothKnow(Rig rig) {
        for (String asked : List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")) {
            assertEquals(asked, agreed(rig, asked));
        }
        assertEquals("2025-11-25", agreed(rig, "1999-01-01"));
        assertEquals("2025-11-25", agreed(rig, "2026-07-28"));
        Request newer = McpClient.stateless(rig)
                .request("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                .header("mcp-protocol-version", "2099-01-01")
                .build();
        Reply refused = rig.read(rig.caller().newCall(newer));
        assertEquals(400, refused.status());
        assertEquals(-32022, refused.json().at("/error/code").asInt());
        assertEquals(
                McpClient.stateless(rig).ask("server/discover", "{}").path("supportedVersions"),
                refused.json().at("/error/data/supported"));
    }

    @GatewayTest
    void whatThereIsNoneOfIsNotAnnounced(Rig rig) {
        JsonNode stateless =
                McpClient.stateless(rig).ask("server/discover", "{}").path("capabilities");
        JsonNode session = rig.post(
                        "/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                                + "2025-11-25\",\"capabilities\":{}}}")
                .json()
                .at("/result/capabilities");
        for (JsonNode announced : List.of(stateless, session)) {
            assertTrue(announced.has("tools"), announced::toString);
            assertFalse(announced.has("logging"), announced::toString);
            assertFalse(announced.at("/resources/listChanged").asBoolean(), announced::toString);
        }
    }

    private static String agreed(Rig rig, String version) {
        return rig.post(
                        "/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                                + version + "\",\"capabilities\":{}}}")
                .json()
                .at("/result/protocolVersion")
                .asText();
    }

    @GatewayTest
    void aRequestThatIsWithdrawnInASessionEndsAtPoeAndIsNotAnswered(Rig rig) {
        McpClient client = McpClient.inSession(rig);
        Call call = client.callTool("ask_poe", "{\"bot\":\"silent\",\"prompt\":\"hello\"}");
        CompletableFuture<Reply> reply =
                CompletableFuture.supplyAsync(() -> rig.read(call), Thread::startVirtualThread);
        rig.until(() -> rig.poe().census().openRequests() == 1, () -> "Poe is not asked");
        assertEquals(
                202, client.tell("notifications/cancelled", "{\"requestId\":3}").status());
        Reply ended = rig.await(reply);
        assertEquals("", ended.body());
        rig.until(() -> rig.poe().census().hangUps() == 1, () -> "Poe goes on");
    }

    @GatewayTest
    void whoeverLeavesWithdrawsARequestThatStandsAlone(Rig rig) {
        Call call = McpClient.stateless(rig).callTool("ask_poe", "{\"bot\":\"silent\",\"prompt\":\"hello\"}");
        CompletableFuture<Void> left = running(call);
        rig.until(() -> rig.poe().census().openRequests() == 1, () -> "Poe is not asked");
        call.cancel();
        rig.until(() -> rig.poe().census().hangUps() == 1, () -> "Poe goes on");
        rig.await(left);
    }

    @GatewayTest(transport = Transport.H1)
    void whoeverLeavesDoesNotWithdrawWhatASessionAsked(Rig rig) throws IOException {
        McpClient client = McpClient.inSession(rig);
        Call call = client.withProgress().callTool("ask_poe", "{\"bot\":\"silent\",\"prompt\":\"hello\"}");
        CompletableFuture<Void> gone = running(call);
        rig.until(() -> rig.poe().census().openRequests() == 1, () -> "Poe is not asked");
        call.cancel();
        rig.await(gone);
        assertEquals(
                202,
                client.tell("notifications/cancelled", "{\"requestId\":99}").status());
        assertEquals(0, rig.poe().census().hangUps());
        client.tell("notifications/cancelled", "{\"requestId\":3}");
        rig.until(() -> rig.poe().census().hangUps() == 1, () -> "Poe goes on");
    }

    private static CompletableFuture<Void> running(Call call) {
        return CompletableFuture.runAsync(
                () -> assertThrows(IOException.class, () -> call.execute().close()), Thread::startVirtualThread);
    }

    @GatewayTest(transport = Transport.H1)
    void picturesComeWithTheirAddress(Rig rig) {
        JsonNode result = McpClient.stateless(rig).tool("generate_image", "{\"prompt\":\"a cat\",\"n\":2}");
        assertEquals(2, result.at("/structuredContent/media").size());
        assertEquals("resource_link", result.at("/content/1/type").asText());
        assertEquals("image", result.at("/content/2/type").asText());
        assertEquals("image/png", result.at("/content/2/mimeType").asText());
        JsonNode links = McpClient.stateless(rig).tool("generate_image", "{\"prompt\":\"a cat\",\"inline\":false}");
        assertEquals(2, links.path("content").size());
    }

    @GatewayTest(transport = Transport.H1)
    void aVideoThatTakesLongerThanTheClientWaitsIsPickedUpLaterAndPaidOnce(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        JsonNode begun = client.tool("generate_video", "{\"model\":\"silent\",\"prompt\":\"a cat\",\"wait_seconds\":0}")
                .path("structuredContent");
        assertEquals("running", begun.path("status").asText(), begun::toString);
        String wanted = "{\"job_id\":\"" + begun.path("job_id").asText() + "\",\"wait_seconds\":0}";
        assertEquals(
                "running",
                client.tool("get_job", wanted).at("/structuredContent/status").asText());
        assertEquals(
                1, client.tool("list_jobs", "{}").at("/structuredContent/jobs").size());
        assertTrue(client.tool("get_job", "{\"job_id\":\"video_none\"}")
                .path("isError")
                .asBoolean());
        Request end = new Request.Builder()
                .url(rig.gateway().url() + "/v1/videos/" + begun.path("job_id").asText())
                .delete()
                .build();
        assertEquals(200, rig.read(rig.caller().newCall(end)).status());
        rig.until(() -> rig.poe().census().hangUps() == 1, () -> "Poe goes on");
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(transport = Transport.H1)
    void aVideoThatIsReadyInTimeComesAtOnce(Rig rig) {
        JsonNode made = McpClient.inSession(rig).tool("generate_video", "{\"prompt\":\"a cat\"}");
        assertEquals("completed", made.at("/structuredContent/status").asText(), made::toString);
        assertEquals("resource_link", made.at("/content/1/type").asText());
    }

    @GatewayTest(transport = Transport.H1)
    void toolsAnswerToTheirOlderNames(Rig rig) {
        McpClient client = McpClient.inSession(rig);
        String asked = "{\"bot\":\"gpt-4o\",\"prompt\":\"hello\",\"use_openai_client\":true}";
        assertTrue(
                client.tool("ask_poe_v2", asked).at("/content/0/text").asText().contains("hello"));
        assertTrue(client.tool("list_available_models", "{}")
                        .at("/structuredContent/total")
                        .asInt()
                > 1);
        assertFalse(names(client).contains("ask_poe_v2"));
    }

    @GatewayTest(transport = Transport.H1)
    void modelsAreFoundByWhatTheyMake(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        JsonNode page =
                client.tool("list_models", "{\"output\":\"video\",\"limit\":2}").path("structuredContent");
        assertEquals(2, page.path("models").size());
        assertEquals("2", page.path("next_cursor").asText());
        page.path("models")
                .forEach(model -> assertTrue(model.path("outputs").toString().contains("video")));
        assertEquals(
                0,
                client.tool("list_models", "{\"query\":\"no such model\"}")
                        .at("/structuredContent/total")
                        .asInt());
        assertTrue(client.tool("list_models", "{\"output\":\"smell\"}")
                .path("isError")
                .asBoolean());
    }

    @GatewayTest(transport = Transport.H1)
    void whatWasUsedIsTold(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        client.tool("ask_poe", "{\"model\":\"gpt-4o\",\"message\":\"hello\"}");
        client.tool("ask_poe", "{\"model\":\"gpt-4o\",\"message\":\"hello\"}");
        JsonNode used = client.tool("get_usage", "{}").path("structuredContent");
        assertEquals(2, used.path("requests").asInt());
        assertEquals("gpt-4o", used.at("/by_bot/0/bot").asText());
        assertTrue(used.path("balance_points").asLong() > 0, used::toString);
    }

    @GatewayTest(transport = Transport.H1)
    void pagesOfOthersAndHostsOfOthersAreKeptOutWhateverKeyTheyHave(Rig rig) {
        keys(rig, Keyring.known("a", Keyring.key(1), Scope.API));
        Request.Builder request = McpClient.stateless(rig, "authorization", "Bearer " + Keyring.key(1))
                .request("{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":{\"_meta\":{}}}")
                .header("mcp-protocol-version", "2026-07-28");
        assertEquals(202, rig.read(rig.caller().newCall(request.build())).status());
        Request page = request.header("origin", "https://evil.example").build();
        assertEquals(403, rig.read(rig.caller().newCall(page)).status());
        Request host =
                request.removeHeader("origin").header("host", "evil.example").build();
        assertEquals(403, rig.read(rig.caller().newCall(host)).status());
        Request address = request.header("host", "192.0.2.7:8642").build();
        assertEquals(202, rig.read(rig.caller().newCall(address)).status());
        Request nobody = request.removeHeader("authorization").build();
        Reply refused = rig.read(rig.caller().newCall(nobody));
        assertEquals(401, refused.status());
        assertEquals("Bearer", refused.header("www-authenticate"));
    }
}
