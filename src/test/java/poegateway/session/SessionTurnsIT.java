package poegateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import okhttp3.Response;
import poegateway.core.RequestPhase;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Scripts;

/** What becomes of turns that meet, fail or lose their callers, and what can be asked of a session. */
class SessionTurnsIT {
    private static final int TURNS = 200;

    @GatewayTest(transport = Transport.H1)
    void twoHundredTurnsAtOnceLoseAndMixNothing(Rig rig) {
        Talk talk = Talk.with(rig);
        List<CompletableFuture<Reply>> turns = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            String words = "turn-" + i + ".";
            turns.add(CompletableFuture.supplyAsync(
                    () -> talk.turn(Speech.CHAT, "name:all", "GPT-5.2", true, Speech.CHAT.user(words)),
                    task -> Thread.startVirtualThread(task)));
        }
        turns.forEach(turn -> assertEquals(200, rig.await(turn).status()));
        JsonNode session = talk.get("/v1/sessions/name:all").json();
        assertEquals(TURNS, session.path("turns").asInt());
        Set<String> said = new HashSet<>();
        JsonNode messages = session.path("messages");
        for (int i = 0; i < 2 * TURNS; i += 2) {
            String words = messages.at("/" + i + "/content/0/text").asText();
            assertTrue(said.add(words), words);
            String answer = messages.at("/" + (i + 1) + "/content/0/text").asText();
            assertTrue(answer.contains(words), () -> words + " was answered by " + answer);
        }
        for (JsonNode asked : talk.asked()) {
            List<String> sent = Speech.said(asked);
            for (int i = 0; i < sent.size() - 1; i++) { // all before is what the session has, in its order
                assertTrue(sent.get(i)
                        .endsWith(messages.at("/" + i + "/content/0/text").asText()));
            }
        }
    }

    @GatewayTest
    void aTurnThatFailsLeavesNothing(Rig rig) {
        Talk talk = Talk.with(rig);
        String session = Talk.session(talk.say("new", "one"));
        for (Speech speech : Speech.values()) {
            for (boolean stream : List.of(true, false)) {
                for (String model : List.of("error-400", "error-529", "mishap-reset-mid-body", "body-malformed")) {
                    Reply failed = talk.turn(speech, session, model, stream, speech.user("lost"));
                    assertTrue(failed.status() != 200 || failed.body().contains("error"), failed.body());
                    assertEquals(session, failed.header(Talk.HEADER));
                }
            }
        }
        talk.say(session, "two");
        List<String> said = Speech.said(talk.asked().getLast());
        assertEquals(3, said.size());
        assertEquals("user: two", said.getLast());
    }

    @GatewayTest(transport = Transport.H1)
    void whatBreaksAfterItsFinishIsToldAndNotKept(Rig rig) {
        Talk talk = Talk.with(rig);
        rig.poe()
                .enqueue(Scripts.sse(
                        chunk("{\"role\":\"assistant\",\"content\":\"half\"}", "null"),
                        chunk("{}", "\"stop\""),
                        "{\"error\":{\"message\":\"late\",\"type\":\"provider_error\",\"code\":500}}"));
        Reply reply = talk.turn(Speech.CHAT, "name:late", "GPT-5.2", true, Speech.CHAT.user("one"));
        assertTrue(reply.body().contains("error"), reply.body());
        assertEquals(0, talk.get("/v1/sessions/name:late").json().path("turns").asInt());
    }

    @GatewayTest
    void whoLeavesBeforeTheFinishLeavesNothing(Rig rig) throws Exception {
        Talk talk = Talk.with(rig);
        Call call = talk.call(
                Speech.CHAT.path(),
                "name:left",
                Speech.CHAT.body("mishap-hang-mid-body", true, Speech.CHAT.user("one")));
        try (Response response = call.execute()) {
            assertNotNull(response.body().source().readUtf8Line());
            call.cancel();
        }
        rig.awaitQuiet();
        talk.say("name:left", "two");
        assertEquals(List.of("user: two"), Speech.said(talk.asked().getLast()));
    }

    @GatewayTest(
            transport = Transport.H1,
            settings = {"sessions.queue-length=1", "sessions.queue-wait=30s"})
    void whoWaitsTooLongOrBehindTooManyIsToldToComeAgain(Rig rig) throws Exception {
        Talk talk = Talk.with(rig);
        Call first = talk.call(
                Speech.CHAT.path(),
                "name:busy",
                Speech.CHAT.body("mishap-hang-mid-body", true, Speech.CHAT.user("one")));
        try (Response open = first.execute()) {
            assertEquals(200, open.code());
            CompletableFuture<Reply> second = CompletableFuture.supplyAsync(
                    () -> talk.say("name:busy", "two"), task -> Thread.startVirtualThread(task));
            rig.awaitPhase(RequestPhase.QUEUED);
            Reply third = talk.say("name:busy", "three");
            assertEquals(503, third.status());
            assertEquals("session_busy", third.errorCode());
            assertEquals("5", third.header("retry-after"));
            rig.advanceUnread(Duration.ofSeconds(31));
            assertEquals("session_busy", rig.await(second).errorCode());
        }
        rig.awaitQuiet();
        assertEquals(200, talk.say("name:busy", "four").status());
    }

    @GatewayTest(transport = Transport.H1)
    void whoLeavesTheLineLetsTheNextOneGoOn(Rig rig) throws Exception {
        Talk talk = Talk.with(rig);
        Call first = talk.call(
                Speech.CHAT.path(),
                "name:line",
                Speech.CHAT.body("mishap-hang-mid-body", true, Speech.CHAT.user("one")));
        Response open = first.execute();
        Call second =
                talk.call(Speech.CHAT.path(), "name:line", Speech.CHAT.body("GPT-5.2", false, Speech.CHAT.user("two")));
        CompletableFuture<Void> left =
                CompletableFuture.runAsync(() -> assertTrue(hangsUp(second)), task -> Thread.startVirtualThread(task));
        rig.awaitPhase(RequestPhase.QUEUED);
        rig.tick();
        second.cancel();
        rig.await(left);
        rig.until(() -> rig.gateway().requestsIn(RequestPhase.QUEUED) == 0, () -> "still waits");
        CompletableFuture<Reply> third = CompletableFuture.supplyAsync(
                () -> talk.say("name:line", "three"), task -> Thread.startVirtualThread(task));
        rig.awaitPhase(RequestPhase.QUEUED);
        first.cancel();
        open.close();
        assertEquals(200, rig.await(third).status());
        assertEquals(List.of("user: three"), Speech.said(talk.asked().getLast()));
    }

    private static boolean hangsUp(Call call) {
        try (Response response = call.execute()) {
            return response.code() == 0;
        } catch (IOException cancelled) {
            return true;
        }
    }

    @GatewayTest(
            transport = Transport.H1,
            settings = {"sessions.turns=2", "sessions.bytes-per-caller=20KiB"})
    void aFullSessionIsRefusedBeforeAnythingIsPaid(Rig rig) {
        Talk talk = Talk.with(rig);
        String session = Talk.session(talk.say("new", "one"));
        Reply large = talk.say(session, "x".repeat(30_000));
        assertEquals("session_full", large.errorCode());
        assertTrue(large.errorMessage().contains("sessions.bytes-per-caller"));
        talk.say(session, "two");
        Reply third = talk.say(session, "three");
        assertEquals("session_full", third.errorCode());
        assertTrue(third.errorMessage().contains("sessions.turns"));
        assertEquals(2, talk.asked().size());
    }

    @GatewayTest(transport = Transport.H1)
    void aSessionIsListedReadForkedAndDeleted(Rig rig) {
        Talk talk = Talk.with(rig);
        String session = Talk.session(talk.say("new", "one"));
        talk.say(session, "two");
        talk.say("name:b", "other");
        JsonNode list = talk.get("/v1/sessions").json();
        assertEquals(List.of("name:b", session), list.path("data").findValuesAsText("id"));
        assertEquals("gpt-5.2", list.at("/data/1/model").asText().toLowerCase(Locale.ROOT));
        assertEquals(
                3600,
                list.at("/data/1/expires_at").asLong()
                        - list.at("/data/1/last_used_at").asLong());
        Reply page = talk.get("/v1/sessions?limit=1");
        assertTrue(page.json().path("has_more").asBoolean());
        assertEquals(
                List.of(session),
                talk.get("/v1/sessions?after=name:b").json().path("data").findValuesAsText("id"));
        Reply fork = talk.post("/v1/sessions/" + session + "/fork", "{\"turns\":1}");
        assertEquals(200, fork.status(), fork.body());
        String branch = fork.json().path("id").asText();
        talk.say(branch, "instead");
        assertEquals(3, Speech.said(talk.asked().getLast()).size());
        talk.say(session, "three");
        assertEquals(5, Speech.said(talk.asked().getLast()).size());
        assertEquals(
                3,
                talk.post("/v1/sessions/" + session + "/fork", "")
                        .json()
                        .path("turns")
                        .asInt());
        for (String wrong : List.of(
                "{\"turns\":4}", "{\"turns\":-1}", "{\"turns\":1.5}", "{\"turns\":\"1\"}", "{\"turns\":1e99}")) {
            assertEquals(
                    "invalid_value",
                    talk.post("/v1/sessions/" + session + "/fork", wrong).errorCode(),
                    wrong);
        }
        assertTrue(talk.delete("/v1/sessions/" + session).json().path("deleted").asBoolean());
        assertEquals("session_not_found", talk.delete("/v1/sessions/" + session).errorCode());
        assertEquals("session_not_found", talk.get("/v1/sessions/" + session).errorCode());
        assertEquals("session_not_found", talk.say(session, "four").errorCode());
        assertEquals(200, talk.say(branch, "goes on").status());
    }

    @GatewayTest(transport = Transport.H1)
    void aSessionThatIsDeletedDuringATurnStaysDeleted(Rig rig) throws Exception {
        Talk talk = Talk.with(rig);
        CountDownLatch gate = new CountDownLatch(1);
        rig.poe()
                .enqueue(Scripts.streamOf(List.of(
                        Scripts.piece(event("{\"role\":\"assistant\",\"content\":\"all\"}", "null")),
                        Scripts.piece(event("{}", "\"stop\"") + "data: [DONE]\n\n", gate::await))));
        Call call =
                talk.call(Speech.CHAT.path(), "name:gone", Speech.CHAT.body("GPT-5.2", true, Speech.CHAT.user("one")));
        try (Response response = call.execute()) {
            assertTrue(
                    talk.delete("/v1/sessions/name:gone").json().path("deleted").asBoolean());
            gate.countDown();
            assertTrue(response.body().string().contains("[DONE]"));
        }
        assertEquals("session_not_found", talk.get("/v1/sessions/name:gone").errorCode());
    }

    @GatewayTest(transport = Transport.H1)
    void signedThoughtsAreSentBackToTheModelThatSignedThemAndToNoOther(Rig rig) {
        Talk talk = Talk.with(rig);
        String signed = "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\",\"content\":["
                + "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"c2ln\"},{\"type\":\"text\",\"text\":\"yes\"}],"
                + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
        rig.poe().enqueue("/v1/messages", Scripts.json(200, signed));
        String model = "Claude-Sonnet-4.6";
        talk.turn(Speech.MESSAGES, "name:s", model, false, Speech.MESSAGES.user("one"));
        talk.turn(Speech.MESSAGES, "name:s", model, false, Speech.MESSAGES.user("two"));
        String again = new String(rig.poe().arrivals().getLast().body(), StandardCharsets.UTF_8);
        assertTrue(again.contains("\"thinking\":\"hm\",\"signature\":\"c2ln\""), again);
        talk.turn(Speech.MESSAGES, "name:s", "Claude-Opus-4.6", false, Speech.MESSAGES.user("three"));
        String other = new String(rig.poe().arrivals().getLast().body(), StandardCharsets.UTF_8);
        assertFalse(other.contains("c2ln"), other);
        assertTrue(other.contains("yes"), other);
    }

    private static String chunk(String delta, String finish) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}";
    }

    private static String event(String delta, String finish) {
        return "data: " + chunk(delta, finish) + "\n\n";
    }
}
