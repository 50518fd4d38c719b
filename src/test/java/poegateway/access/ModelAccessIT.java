package poegateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.rig.ChatDialect.CHAT;

import java.util.List;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.config.AuthConfig;
import poegateway.core.Scope;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;
import poegateway.simulator.script.Scripts;

/** Keys that may use some models only. */
class ModelAccessIT {
    private static final String KEY = Keyring.key(1);
    private static final String UNLIMITED = Keyring.key(2);

    @GatewayTest
    void aKeyMayUseTheModelsItNamesInAnySpellingAndNoOthers(Rig rig, TestDialect dialect) {
        limited(rig, "claude-*", "openai/GPT-5");
        for (boolean stream : List.of(true, false)) {
            for (String model : List.of("Claude-Sonnet-4.6", "claude-opus-4.6", "gpt-5")) {
                rig.poe().enqueue(dialect.answer("hello", stream));
                assertEquals(200, ask(rig, dialect, KEY, model, stream).status(), model);
            }
            Reply refused = ask(rig, dialect, KEY, "GPT-4o", stream);
            assertEquals(400, refused.status());
            assertEquals("model_not_allowed", refused.errorCode());
            assertTrue(refused.errorMessage().contains("claude-*, openai/GPT-5"), refused::body);
            assertEquals("false", refused.header("x-should-retry"));
            rig.poe().enqueue(dialect.answer("hello", stream));
            assertEquals(200, ask(rig, dialect, UNLIMITED, "GPT-4o", stream).status());
        }
        assertEquals(8, rig.poe().census().arrivals(), "Poe must not hear of what is not allowed");
    }

    @GatewayTest(transport = Transport.H1)
    void picturesAreMadeByNoOtherModelsEither(Rig rig) {
        limited(rig, "claude-*");
        for (String path : List.of("/v1/images/generations", "/v1/images")) {
            Request request = new Request.Builder()
                    .url(rig.gateway().url() + path)
                    .header("authorization", "Bearer " + KEY)
                    .post(RequestBody.create(
                            "{\"model\":\"gpt-image-1\",\"prompt\":\"a cat\"}", MediaType.get("application/json")))
                    .build();
            Reply refused = rig.read(rig.caller().newCall(request));
            assertEquals("model_not_allowed", refused.errorCode(), refused::body);
        }
        assertEquals(0, rig.poe().census().arrivals());
    }

    @GatewayTest(transport = Transport.H1)
    void theRefusalBlamesTheModel(Rig rig) {
        limited(rig, "claude-*");
        for (boolean stream : List.of(true, false)) {
            Reply refused = chat(rig, KEY, CHAT.body("GPT-4o", stream));
            assertEquals("model", refused.error().path("param").asText());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void theModelThatCountsIsTheOneThatPoeIsToldOf(Rig rig) {
        limited(rig, "claude-*");
        String twice = "{\"model\":\"Claude-Sonnet-4.6\",\"model\":\"GPT-4o\",\"messages\":[]}";
        assertEquals(400, chat(rig, KEY, twice).status());
        String nested = "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"extra_body\":{\"model\":\"GPT-4o\"}}";
        assertEquals("model_not_allowed", chat(rig, KEY, nested).errorCode());
        String escaped = CHAT.body("GPT\\u002d4o", false);
        assertEquals("model_not_allowed", chat(rig, KEY, escaped).errorCode());
        assertEquals(0, rig.poe().census().arrivals());
    }

    @GatewayTest(transport = Transport.H1)
    void theListAndTheSuggestionsShowNoOthers(Rig rig) {
        limited(rig, "claude-opus-*");
        Reply list = get(rig, KEY, "/v1/models");
        assertEquals(200, list.status());
        assertEquals("list", list.json().path("object").asText());
        assertTrue(list.json().path("data").size() > 1, list::body);
        list.json()
                .path("data")
                .forEach(model -> assertTrue(model.path("id").asText().startsWith("claude-opus-"), model::toString));
        assertEquals(362, get(rig, UNLIMITED, "/v1/models").json().path("data").size());
        assertEquals(200, get(rig, KEY, "/v1/models/anthropic/Claude-Opus-4.6").status());
        assertEquals(
                "model_not_allowed",
                get(rig, KEY, "/v1/models/claude-sonnet-4.6").errorCode());
        assertEquals(
                "model_not_allowed", get(rig, KEY, "/v1/models/no-such-model").errorCode());
        Reply misspelt = get(rig, KEY, "/v1/models/claude-opus-4.66");
        assertEquals("model_not_found", misspelt.errorCode());
        assertTrue(misspelt.body().contains("claude-opus-4.6"), misspelt::body);
        assertFalse(misspelt.body().contains("sonnet"), misspelt::body);
        rig.poe().enqueue(Scripts.error(404, "not_found_error", "The model does not exist."));
        Reply chat = chat(rig, KEY, CHAT.body("claude-opus-44", false));
        assertEquals("model_not_found", chat.errorCode());
        assertTrue(chat.body().contains("claude-opus-4.1"), chat::body);
        assertFalse(chat.body().contains("sonnet"), chat::body);
    }

    private static void limited(Rig rig, String... models) {
        AuthConfig auth =
                Keyring.auth(Keyring.forModels("ci", KEY, models), Keyring.known("all", UNLIMITED, Scope.API));
        rig.gateway().replaceKeys(auth, auth.keys());
    }

    private static Reply ask(Rig rig, TestDialect dialect, String key, String model, boolean stream) {
        Request request =
                rig.request(dialect, model, stream).headers(dialect.key(key)).build();
        return rig.read(rig.caller().newCall(request));
    }

    private static Reply chat(Rig rig, String key, String body) {
        return rig.read(rig.caller()
                .newCall(request(rig, key, CHAT.path())
                        .post(RequestBody.create(body, MediaType.get("application/json")))
                        .build()));
    }

    private static Reply get(Rig rig, String key, String path) {
        return rig.read(rig.caller().newCall(request(rig, key, path).build()));
    }

    private static Request.Builder request(Rig rig, String key, String path) {
        return new Request.Builder().url(rig.gateway().url() + path).header("authorization", "Bearer " + key);
    }
}
