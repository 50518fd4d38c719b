package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.rig.ChatDialect.CHAT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.app.Gateway;
import poegateway.config.AliasConfig;
import poegateway.config.AuthConfig;
import poegateway.config.GatewayConfig;
import poegateway.config.ModelsConfig;
import poegateway.config.ParameterValue;
import poegateway.core.RequestPhase;
import poegateway.rig.Changed;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Scripts;

/** What the name of a model decides: what Poe is asked for, who may ask it, how long it may take, and what is refused. */
class ModelNamesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = Keyring.key(1);
    private static final AliasConfig DEEP =
            new AliasConfig("claude-opus-4-6", Map.of("output_effort", ParameterValue.parse("high")));

    @GatewayTest
    void poeIsAskedForTheModelByItsOwnNameWithTheParametersOfTheAlias(Rig rig) throws IOException {
        Gateway gateway = rig.gatewayWith(config -> aliased(config, Map.of("deep", DEEP)));
        for (String path : List.of("/v1/chat/completions", "/v1/completions")) {
            String what =
                    path.contains("chat") ? "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]" : "\"prompt\":\"x\"";
            Reply reply = post(rig, gateway, path, "{\"model\":\"Deep\"," + what + "}");
            assertEquals(200, reply.status(), reply::body);
            JsonNode asked = JSON.readTree(rig.poe().arrivals().getLast().body());
            assertEquals("claude-opus-4.6", asked.path("model").asText(), path);
            assertEquals("high", asked.path("output_effort").asText(), path);
        }
        Reply edited = post(rig, gateway, "/v1/chat/completions", CHAT.body("deep", false));
        assertTrue(edited.header("x-poe-gateway-edits").startsWith("model-resolved,alias-parameters"), edited::body);
        assertEquals(
                "claude-opus-4.6",
                get(rig, gateway, "/v1/models/deep").json().path("id").asText());
    }

    @GatewayTest(transport = Transport.H1)
    void anAliasOpensNoModelThatTheKeyMayNotUse(Rig rig) throws IOException {
        AuthConfig auth = Keyring.auth(Keyring.forModels("ci", KEY, "claude-sonnet-*", "deep"));
        Gateway gateway = rig.gatewayWith(config -> Changed.auth(aliased(config, Map.of("deep", DEEP)), auth));
        for (String path : List.of("/v1/chat/completions", "/v1/completions")) {
            Reply refused = post(rig, gateway, path, "{\"model\":\"deep\",\"messages\":[],\"prompt\":\"x\"}");
            assertEquals("model_not_allowed", refused.errorCode(), refused::body);
        }
        assertEquals("model_not_allowed", get(rig, gateway, "/v1/models/deep").errorCode());
        assertEquals(List.of(), rig.poe().arrivals());
        assertEquals(
                200,
                post(rig, gateway, "/v1/chat/completions", CHAT.body("claude", false))
                        .status());
    }

    @GatewayTest(transport = Transport.H1)
    void aliasesChangeWithTheSettings(Rig rig) throws IOException {
        GatewayConfig[] now = new GatewayConfig[1];
        Gateway gateway = rig.gatewayWith(config -> now[0] = aliased(config, Map.of("deep", DEEP)));
        assertEquals(404, get(rig, gateway, "/v1/models/deeper").status());
        gateway.reload(aliased(now[0], Map.of("deeper", DEEP)));
        assertEquals(200, get(rig, gateway, "/v1/models/deeper").status());
        assertEquals(404, get(rig, gateway, "/v1/models/deep").status());
    }

    @GatewayTest
    void aModelThatMakesFilmMayTakeTenMinutesToBeginAndATextNot(Rig rig) {
        for (boolean stream : List.of(true, false)) {
            rig.poe().enqueue(CHAT.whole("never").with(new Mishap.HangBeforeHead()));
            CompletableFuture<Reply> film = asked(rig, "veo-3-1", stream, RequestPhase.AWAITING_MEDIA);
            rig.advance(Duration.ofMinutes(10));
            assertEquals(1, rig.gateway().requestsIn(RequestPhase.AWAITING_MEDIA));
            rig.advance(Duration.ofSeconds(1));
            String said = rig.await(film).body();
            assertTrue(said.contains("upstream.media-timeout 600 s"), said);
            rig.poe().enqueue(CHAT.whole("never").with(new Mishap.HangBeforeHead()));
            CompletableFuture<Reply> text = asked(rig, "claude-opus-4-6", stream, RequestPhase.AWAITING_FIRST_EVENT);
            rig.advance(Duration.ofSeconds(181));
            assertTrue(rig.await(text).body().contains("upstream.first-event-timeout 180 s"));
        }
    }

    @GatewayTest
    void aModelThatMakesPicturesIsNotAskedAgainForARefusalAndATextIs(Rig rig) {
        rig.poe().enqueue(Scripts.error(503, "overloaded_error", "Busy."));
        assertEquals(503, rig.chat("imagen-4", false).status());
        assertEquals(1, rig.poe().arrivals("/v1/chat/completions"));
        rig.poe().enqueue(Scripts.error(503, "overloaded_error", "Busy."));
        assertEquals(200, rig.chat("claude-opus-4.6", false).status());
        assertEquals(3, rig.poe().arrivals("/v1/chat/completions"));
    }

    @GatewayTest(settings = {"models.refresh-every=15m", "models.strict=true"})
    void whatPoesListSaysAgainstARequestIsRefusedBeforeItIsSent(Rig rig) {
        String effort = CHAT.body("gpt-5.2", false).replaceFirst("\\{", "{\"reasoning_effort\":\"huge\",");
        String tools =
                CHAT.body("perplexity-sonar", false).replaceFirst("\\{", "{\"tools\":[{\"type\":\"function\"}],");
        assertEquals(200, rig.post("/v1/chat/completions", effort).status(), "the bundled list refuses nothing");
        rig.tick();
        rig.awaitQuiet();
        Reply refused = rig.post("/v1/chat/completions", effort);
        assertEquals(400, refused.status());
        assertEquals("unsupported_value", refused.errorCode());
        assertEquals("reasoning_effort", refused.error().path("param").asText());
        assertTrue(refused.errorMessage().contains("one of none, low, medium, high, xhigh"), refused::body);
        assertEquals("false", refused.header("x-should-retry"));
        assertEquals(
                "unsupported_feature", rig.post("/v1/chat/completions", tools).errorCode());
        assertEquals(1, rig.poe().arrivals("/v1/chat/completions"));
    }

    private static CompletableFuture<Reply> asked(Rig rig, String model, boolean stream, RequestPhase phase) {
        long before = rig.poe().census().arrivals();
        CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(() -> rig.ask(CHAT, model, stream));
        rig.awaitPhase(phase);
        rig.until(() -> rig.poe().census().arrivals() > before, () -> "the request never reached Poe");
        return reply;
    }

    private static GatewayConfig aliased(GatewayConfig config, Map<String, AliasConfig> aliases) {
        return Changed.models(config, new ModelsConfig(Duration.ZERO, aliases, false));
    }

    private static Reply post(Rig rig, Gateway gateway, String path, String json) {
        return rig.read(rig.caller()
                .newCall(request(gateway, path)
                        .post(RequestBody.create(json, MediaType.get("application/json")))
                        .build()));
    }

    private static Reply get(Rig rig, Gateway gateway, String path) {
        return rig.read(rig.caller().newCall(request(gateway, path).build()));
    }

    private static Request.Builder request(Gateway gateway, String path) {
        return new Request.Builder().url(gateway.url() + path).header("authorization", "Bearer " + KEY);
    }
}
