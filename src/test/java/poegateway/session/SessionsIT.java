package poegateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.config.AuthConfig;
import poegateway.core.Scope;
import poegateway.rig.Changed;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** Conversations that the gateway remembers. */
class SessionsIT {
    private static final Map<Speech, String> OWN_MODELS =
            Map.of(Speech.CHAT, "GPT-5.2", Speech.RESPONSES, "GPT-5.2", Speech.MESSAGES, "Claude-Sonnet-4.6");

    private static String ownModel(Speech speech) {
        return Objects.requireNonNull(OWN_MODELS.get(speech));
    }

    @GatewayTest
    void aSessionRemembersWhatWasSaidInEveryDialectWholeAndStreamed(Rig rig) {
        Talk talk = Talk.with(rig);
        OWN_MODELS.forEach((speech, model) -> {
            for (boolean stream : List.of(false, true)) {
                Reply first = talk.turn(speech, "new", model, stream, speech.user("one \u00e9"));
                String session = Talk.session(first);
                Reply second = talk.turn(speech, session, model, stream, speech.user("two"));
                assertEquals(session, Talk.session(second));
                assertEquals(
                        List.of("user: one \u00e9", "assistant: " + Speech.words(first.body(), stream), "user: two"),
                        Speech.said(talk.asked().getLast()),
                        speech + " " + stream);
            }
        });
    }

    @GatewayTest(transport = Transport.H1)
    void onOtherPathsTheHeaderIsIgnored(Rig rig) {
        Map<String, String> others = Map.of(
                "/v1/completions", "{\"model\":\"GPT-5.2\",\"prompt\":\"one\",\"max_tokens\":9}",
                "/v1/images/generations", "{\"model\":\"imagen-4\",\"prompt\":\"one\"}");
        others.forEach((path, body) -> {
            for (String named : List.of("new", "name:notes", "none")) {
                Request request = new Request.Builder()
                        .url(rig.gateway().url() + path)
                        .post(RequestBody.create(body, MediaType.get("application/json")))
                        .header("x-poe-gateway-session", named)
                        .build();
                Reply reply = rig.read(rig.caller().newCall(request));
                assertEquals(200, reply.status(), reply::body);
                assertNull(reply.headers().get("x-poe-gateway-session"), path);
            }
        });
        assertEquals(0, rig.get("/v1/sessions").json().path("data").size());
    }

    @GatewayTest(transport = Transport.H1)
    void whereCallerAndModelShareADialectTheyKeepIt(Rig rig) {
        Talk talk = Talk.with(rig);
        OWN_MODELS.forEach((speech, model) -> {
            Reply reply = talk.turn(speech, "new", model, false, speech.user("one"));
            assertEquals("same-dialect", reply.header("x-poe-gateway-reason"));
            assertEquals("translated", reply.header("x-poe-gateway-mode"));
            assertEquals(
                    "/v1" + speech.path().substring(3),
                    rig.poe().arrivals().getLast().path());
        });
    }

    @GatewayTest(transport = Transport.H1)
    void whoSendsTheWholeConversationSaysNothingTwice(Rig rig) {
        Talk talk = Talk.with(rig);
        OWN_MODELS.forEach((speech, model) -> {
            Reply first =
                    talk.turn(speech, "new", model, false, speech.user("one").replace("one", "o\\u006ee"));
            String answer = Speech.words(first.body(), false);
            String all = speech.user("one") + "," + speech.assistant(answer) + "," + speech.user("two");
            talk.turn(speech, Talk.session(first), model, false, all);
            assertEquals(
                    List.of("user: one", "assistant: " + answer, "user: two"),
                    Speech.said(talk.asked().getLast()));
            talk.turn(speech, Talk.session(first), model, false, speech.user("three"));
            assertEquals(5, Speech.said(talk.asked().getLast()).size());
        });
    }

    @GatewayTest(transport = Transport.H1)
    void whatWasSentBeforeIsSentWithTheSameBytes(Rig rig) {
        Talk talk = Talk.with(rig);
        String odd =
                "{\"content\":\"caf\\u00e9 \\/ \\ud83d\\ude00\",\"name\":\"ann\",\"x_other\":[1, 2],\"role\":\"user\"}";
        Reply first = talk.turn(Speech.CHAT, "name:bytes", "GPT-5.2", false, odd);
        String before = messages(rig);
        talk.turn(Speech.CHAT, Talk.session(first), "GPT-5.2", false, Speech.CHAT.user("two"));
        String after = messages(rig);
        assertTrue(after.startsWith(before.substring(0, before.length() - 1)), () -> before + "\n" + after);
        assertTrue(after.contains("caf\\u00e9 \\/ \\ud83d\\ude00"), after);
        assertTrue(after.contains("\"x_other\":[1, 2]"), after);
    }

    private static String messages(Rig rig) {
        String body = new String(rig.poe().arrivals().getLast().body(), java.nio.charset.StandardCharsets.UTF_8);
        int from = body.indexOf("\"messages\":");
        return body.substring(from, body.indexOf(']', body.lastIndexOf("\"role\"")) + 1);
    }

    @GatewayTest(transport = Transport.H1)
    void aLeadingSystemMessageTakesThePlaceOfTheOneBefore(Rig rig) {
        Talk talk = Talk.with(rig);
        String rules = "{\"role\":\"system\",\"content\":\"be kind\"},";
        String session = Talk.session(talk.turn(Speech.CHAT, "new", "GPT-5.2", false, rules + Speech.CHAT.user("one")));
        talk.say(session, "two");
        assertEquals("system: be kind", Speech.said(talk.asked().getLast()).getFirst());
        String others = "{\"role\":\"system\",\"content\":\"be brief\"},";
        talk.turn(Speech.CHAT, session, "GPT-5.2", false, others + Speech.CHAT.user("three"));
        talk.say(session, "four");
        List<String> said = Speech.said(talk.asked().getLast());
        assertEquals("system: be brief", said.getFirst());
        assertEquals(1, said.stream().filter(line -> line.startsWith("system")).count());
        assertEquals(8, said.size());
    }

    @GatewayTest(transport = Transport.H1)
    void anyDialectGoesOnWithASession(Rig rig) {
        Talk talk = Talk.with(rig);
        List<String> said = new ArrayList<>();
        for (Speech speech : List.of(Speech.CHAT, Speech.MESSAGES, Speech.RESPONSES, Speech.CHAT)) {
            for (String model : List.of("Claude-Sonnet-4.6", "GPT-5.2")) {
                said.add("user: " + speech + model);
                Reply reply = talk.turn(speech, "name:all.of_them-1", model, true, speech.user(speech + model));
                assertEquals("name:all.of_them-1", Talk.session(reply));
                assertEquals(said, Speech.said(talk.asked().getLast()));
                said.add("assistant: " + Speech.words(reply.body(), true));
            }
        }
    }

    @GatewayTest
    void whatNamesNoSessionIsRefusedByName(Rig rig) {
        Talk talk = Talk.with(rig);
        for (Speech speech : Speech.values()) {
            Reply unknown = talk.turn(
                    speech, "00000000-0000-4000-8000-000000000000", ownModel(speech), true, speech.user("one"));
            assertEquals(404, unknown.status(), unknown.body());
            assertTrue(unknown.body().contains("x-poe-gateway-session: new"), unknown.body());
        }
        assertEquals(
                "session_not_found",
                talk.say("00000000-0000-4000-8000-000000000000", "x").errorCode());
        for (String odd : List.of("old", "name:", "name:a b", "name:" + "x".repeat(129), "NEW", "new,new", "../x")) {
            assertEquals("invalid_header", talk.say(odd, "one").errorCode(), odd);
        }
        assertEquals(0, rig.poe().census().arrivals());
        assertEquals(200, talk.say("name:" + "x".repeat(128), "one").status());
        assertEquals(200, talk.say(" new ", "one").status());
    }

    @GatewayTest(transport = Transport.H1)
    void metadataMayNameTheSessionAndPoeIsNotTold(Rig rig) {
        Talk talk = Talk.with(rig);
        for (Speech speech : Speech.values()) {
            String model = ownModel(speech);
            String body = speech.body(model, false, speech.user("one"));
            String named = "{\"metadata\":{\"session_id\":\"name:" + speech + "\"},";
            Reply reply = rig.read(talk.call(speech.path(), "", body.replaceFirst("\\{", named)));
            assertEquals("name:" + speech, Talk.session(reply));
            assertFalse(talk.asked().getLast().has("metadata"));
            String more = named.replace("\"session_id\"", "\"a\":\"b\",\"session_id\"");
            talk.turn(speech, "", model, false, speech.user("one"));
            rig.read(talk.call(speech.path(), "", body.replaceFirst("\\{", more)));
            JsonNode asked = talk.asked().getLast();
            assertEquals("{\"a\":\"b\"}", asked.path("metadata").toString());
            assertEquals(3, Speech.said(asked).size());
        }
        Reply others = rig.read(talk.call(
                Speech.CHAT.path(),
                "",
                Speech.CHAT
                        .body("GPT-5.2", false, Speech.CHAT.user("one"))
                        .replaceFirst("\\{", "{\"metadata\":{\"session_id\":\"trace-7\"},")));
        assertEquals(200, others.status());
        assertEquals("passthrough", others.header("x-poe-gateway-mode"));
        assertEquals(
                "trace-7", talk.asked().getLast().at("/metadata/session_id").asText());
    }

    @GatewayTest
    void anotherKeyHasNoPartInASession(Rig rig) throws Exception {
        var closed = rig.gatewayWith(config -> Changed.auth(
                config,
                Keyring.auth(
                        AuthConfig.Mode.KEYS,
                        Keyring.known("ann", Keyring.key(1), Scope.API),
                        Keyring.known("bob", Keyring.key(2), Scope.API))));
        Talk ann = Talk.with(rig, closed.url().toString(), Keyring.key(1));
        Talk bob = Talk.with(rig, closed.url().toString(), Keyring.key(2));
        String session = Talk.session(ann.say("new", "one"));
        ann.say("name:notes", "secret");
        assertEquals("session_not_found", bob.say(session, "two").errorCode());
        for (String id : List.of(session, "name:notes")) {
            assertEquals(404, bob.get("/v1/sessions/" + id).status());
            assertEquals(404, bob.delete("/v1/sessions/" + id).status());
            assertEquals(404, bob.post("/v1/sessions/" + id + "/fork", "{}").status());
        }
        assertEquals(0, bob.get("/v1/sessions").json().path("data").size());
        bob.say("name:notes", "mine");
        assertEquals(List.of("user: mine"), Speech.said(bob.asked().getLast()));
        assertEquals(2, ann.get("/v1/sessions").json().path("data").size());
    }

    @GatewayTest
    void aSessionIsGoneSixtyMinutesAfterItsLastTurn(Rig rig) {
        Talk talk = Talk.with(rig);
        String session = Talk.session(talk.say("new", "one"));
        rig.advance(Duration.ofMinutes(59));
        talk.say(session, "two");
        rig.advance(Duration.ofMinutes(59));
        assertEquals(2, talk.get("/v1/sessions/" + session).json().path("turns").asInt());
        assertEquals(1, talk.get("/v1/sessions").json().path("data").size());
        rig.advance(Duration.ofMinutes(1)); // to look at it was no use of it
        assertEquals("session_not_found", talk.say(session, "three").errorCode());
        assertEquals(0, talk.get("/v1/sessions").json().path("data").size());
    }
}
