package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway of one client, without a process of its own. */
@Timeout(240)
class StdioIT {
    private static final String INTRODUCTION =
            "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}";

    @TempDir
    Path folder = Path.of("");

    @Test
    void aClientWithASessionListsAndCallsTools() throws Exception {
        try (StdioClient client = new StdioClient(folder)) {
            client.askInSession(1, "initialize", INTRODUCTION);
            client.tell("notifications/initialized", "{}");
            client.askInSession(2, "tools/list", "{}");
            assertEquals(
                    "2025-06-18", client.read().at("/result/protocolVersion").asText());
            assertTrue(client.read().at("/result/tools").size() > 3);
            client.askInSession(
                    3, "tools/call", "{\"name\":\"ask_poe\",\"arguments\":{\"bot\":\"gpt-4o\",\"prompt\":\"hello\"}}");
            JsonNode answer = client.read();
            assertTrue(answer.at("/result/content/0/text").asText().endsWith("You wrote: hello"), answer::toString);
        }
    }

    @Test
    void aClientAsksWithoutASessionAndIsToldWhatItLacks() throws Exception {
        try (StdioClient client = new StdioClient(folder)) {
            client.askInSession(1, "tools/list", "{}");
            assertTrue(client.read().at("/error/message").asText().contains("initialize"));
            client.ask(2, "server/discover", "{}");
            assertEquals(
                    "2026-07-28",
                    client.read().at("/result/supportedVersions/0").asText());
            client.askPoe(3, "gpt-4o");
            JsonNode answer = client.read();
            assertEquals("complete", answer.at("/result/resultType").asText(), answer::toString);
            client.ask(4, "initialize", INTRODUCTION);
            assertEquals(-32601, client.read().at("/error/code").asInt());
        }
    }

    @Test
    void callsRunSideBySideAndEachAnswerIsALine() throws Exception {
        try (StdioClient client = new StdioClient(folder)) {
            client.askPoe(0, "silent");
            Set<Integer> answered = new HashSet<>();
            for (int id = 1; id <= 40; id++) {
                client.askPoe(id, "gpt-4o");
            }
            while (answered.size() < 40) {
                JsonNode answer = client.read();
                assertTrue(answer.has("result"), answer::toString);
                assertTrue(answered.add(answer.path("id").asInt()));
            }
            assertFalse(answered.contains(0));
        }
    }

    @Test
    void whatIsWithdrawnGetsNoAnswer() throws Exception {
        try (StdioClient client = new StdioClient(folder)) {
            client.askPoe(1, "silent");
            client.tell("notifications/cancelled", "{\"requestId\":1}");
            client.ask(2, "tools/list", "{}");
            assertEquals(2, client.read().path("id").asInt());
            client.leave();
            client.gateway().awaitEnd();
            assertEquals(0, client.gateway().drain());
        }
    }

    @Test
    void whatIsNoMessageIsToldAndTheNextIsTaken() throws Exception {
        try (StdioClient client = new StdioClient(folder, "server.body-limit=1KiB")) {
            client.write("");
            client.write("{");
            client.write("[]");
            client.write(new byte[] {'"', (byte) 0xff, '"'});
            client.write("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}");
            client.write(" ".repeat(1_025));
            for (int code : List.of(-32700, -32600, -32700, -32600, -32600)) {
                JsonNode refusal = client.read();
                assertEquals(code, refusal.at("/error/code").asInt(), refusal::toString);
                assertFalse(refusal.has("id"));
            }
            client.ask(7, "tools/list", "{}");
            assertEquals(7, client.read().path("id").asInt());
        }
    }

    @Test
    void onlySoMuchIsUnderWayAndAnIdOnce() throws Exception {
        try (StdioClient client = new StdioClient(folder)) {
            client.askPoe(1, "silent");
            client.askPoe(1, "gpt-4o");
            assertTrue(client.read().at("/error/message").asText().contains("this id"));
            for (int id = 2; id <= 64; id++) {
                client.askPoe(id, "silent");
            }
            client.ask(65, "tools/list", "{}");
            assertEquals(-32000, client.read().at("/error/code").asInt());
        }
    }

    @Test
    void whatWasAskedBeforeTheEndIsAnswered() throws Exception {
        try (StdioClient client = new StdioClient(folder, "simulator.pace=20ms")) {
            client.askPoe(2, "gpt-4o");
            client.leave();
            client.gateway().awaitEnd();
            assertEquals(0, client.gateway().drain());
            assertEquals(2, client.read().path("id").asInt());
        }
    }

    @Test
    void whoeverAsksTwiceForTheEndDoesNotWait() throws Exception {
        try (StdioClient client = new StdioClient(folder)) {
            client.askPoe(1, "silent");
            client.leave();
            client.gateway().awaitEnd();
            CompletableFuture<Integer> cut =
                    CompletableFuture.supplyAsync(client.gateway()::drain, Thread::startVirtualThread);
            while (!cut.isDone()) {
                client.gateway().stop();
                Thread.onSpinWait();
            }
            assertEquals(1, cut.join());
            assertTrue(client.read().has("result"));
        }
    }

    @Test
    void aSignalAfterTheEndOfTheInputIsHeardEvenBeforeTheDrainBegins() throws Exception {
        try (StdioClient client = new StdioClient(folder)) {
            client.askPoe(1, "silent");
            client.leave();
            client.gateway().awaitEnd();
            client.gateway().stop();
            assertEquals(1, client.gateway().drain());
            assertTrue(client.read().has("result"));
        }
    }

    @Test
    void aClientThatReadsNoMoreIsTheEnd() throws Exception {
        try (StdioClient client = new StdioClient(folder)) {
            client.askPoe(1, "silent");
            client.readNoMore();
            client.ask(2, "tools/list", "{}");
            client.gateway().awaitEnd();
            assertEquals(0, client.gateway().drain());
        }
    }

    @Test
    void withoutAKeyForPoeThereIsNobodyToPay() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new StdioClient(folder, "poe.source=poe"));
        assertTrue(String.valueOf(refused.getMessage()).contains("POE_API_KEY"));
        assertThrows(
                IllegalArgumentException.class, () -> new StdioClient(folder, "poe.source=auto", "auth.mode=poe-key"));
    }
}
