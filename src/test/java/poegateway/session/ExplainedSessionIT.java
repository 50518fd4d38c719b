package poegateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** What is told of a turn without having it. */
class ExplainedSessionIT {
    private static Reply explain(Rig rig, Talk talk, Speech speech, String session) {
        String path = "/v1/explain/" + speech.path().substring("/v1/".length()).replace("chat/completions", "chat");
        String body = speech.body("GPT-5.2", false, speech.user("more"));
        Call call = talk.call(path, session, body);
        return rig.read(call);
    }

    @GatewayTest(transport = Transport.H1)
    void aTurnIsToldWithTheSessionAndLeavesNoTrace(Rig rig) {
        Talk talk = Talk.with(rig);
        String id = Talk.session(talk.say("new", "one"));
        JsonNode before = talk.get("/v1/sessions/" + id).json();
        int asked = talk.asked().size();
        for (Speech speech : Speech.values()) {
            Reply told = explain(rig, talk, speech, id);
            assertEquals(200, told.status(), told::body);
            assertEquals("translated", told.json().path("mode").asText(), speech.path());
            assertEquals(id, told.json().at("/session/id").asText());
            assertEquals(1, told.json().at("/session/turns").asInt());
            assertEquals("GPT-5.2", told.json().path("model").asText());
        }
        assertEquals(before, talk.get("/v1/sessions/" + id).json());
        assertEquals(asked, talk.asked().size());
        assertEquals(0, rig.gateway().census().sessionBytesHeld());
    }

    @GatewayTest(transport = Transport.H1)
    void aSessionThatIsToBeginHasNoTurnsAndDoesNotBegin(Rig rig) {
        Talk talk = Talk.with(rig);
        JsonNode fresh = explain(rig, talk, Speech.CHAT, "new").json().path("session");
        assertEquals("{\"turns\":0}", fresh.toString());
        JsonNode named = explain(rig, talk, Speech.CHAT, "name:notes").json().path("session");
        assertEquals("{\"id\":\"name:notes\",\"turns\":0}", named.toString());
        assertEquals(404, talk.get("/v1/sessions/name:notes").status());
        assertFalse(explain(rig, talk, Speech.CHAT, "").json().has("session"));
        Reply unknown = explain(rig, talk, Speech.CHAT, "00000000-0000-4000-8000-000000000000");
        assertEquals("session_not_found", unknown.errorCode());
        assertEquals("invalid_header", explain(rig, talk, Speech.CHAT, "what?").errorCode());
    }

    @GatewayTest(transport = Transport.H1)
    void itWaitsForNoTurnThatIsUnderWay(Rig rig) {
        Talk talk = Talk.with(rig);
        CountDownLatch gate = new CountDownLatch(1);
        talk.say("name:busy", "one");
        rig.poe()
                .enqueue(poegateway.simulator.script.Scripts.json(200, "{}")
                        .with(new poegateway.simulator.script.Mishap.LateHead(gate::await)));
        var running = java.util.concurrent.CompletableFuture.supplyAsync(
                () -> talk.say("name:busy", "two"), Thread::startVirtualThread);
        rig.until(() -> rig.gateway().census().sessionsInUse() == 1, () -> "no turn runs");
        assertEquals(
                1,
                explain(rig, talk, Speech.CHAT, "name:busy")
                        .json()
                        .at("/session/turns")
                        .asInt());
        gate.countDown();
        rig.await(running);
    }
}
