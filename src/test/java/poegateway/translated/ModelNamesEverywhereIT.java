package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.app.Gateway;
import poegateway.config.AliasConfig;
import poegateway.config.ModelsConfig;
import poegateway.config.ParameterValue;
import poegateway.rig.Changed;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** A name means the same model, and an alias brings its parameters, wherever the name stands and whichever way its request takes. */
class ModelNamesEverywhereIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODEL = "claude-opus-4.6";
    private static final List<String> UPSTREAMS = List.of("openai", "bot");
    private static final Map<String, String> NAMES = Map.of(
            "deep",
            "model-resolved,alias-parameters",
            "vendor/DEEP",
            "model-resolved,alias-parameters",
            "claude-opus-4-6",
            "model-resolved",
            "claude-opus-4-6-20260101",
            "model-resolved",
            "anthropic/claude-opus-4.6",
            "provider-removed",
            MODEL,
            "");

    /** A caller's way to ask a model. */
    private enum Caller {
        CHAT("/v1/chat/completions", "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"),
        COMPLETIONS("/v1/completions", "{\"model\":\"%s\",\"prompt\":\"hello\"}"),
        RESPONSES("/v1/responses", "{\"model\":\"%s\",\"input\":\"hello\",\"max_output_tokens\":9000}"),
        MESSAGES(
                "/v1/messages",
                "{\"model\":\"%s\",\"max_tokens\":9000,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"),
        BOT(
                "/bot/%s",
                "{\"version\":\"1.2\",\"type\":\"query\",\"query\":[{\"role\":\"user\",\"content\":\"hello\"}],"
                        + "\"user_id\":\"\",\"conversation_id\":\"\",\"message_id\":\"\"}");

        private final String path;
        private final String body;

        Caller(String path, String body) {
            this.path = path;
            this.body = body;
        }

        String path(String model) {
            return path.replace("%s", URLEncoder.encode(model, StandardCharsets.UTF_8));
        }

        String explained(String model) {
            String surface = this == BOT ? path(model) : "/" + name().toLowerCase(Locale.ROOT);
            return "/v1/explain" + surface;
        }

        String body(String model) {
            return body.replace("%s", model);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void everyNameOfAModelReachesItFromEveryCallerOverBothUpstreams(Rig rig) throws IOException {
        Gateway gateway = aliased(rig);
        for (Caller caller : Caller.values()) {
            for (String upstream : UPSTREAMS) {
                for (Map.Entry<String, String> name : NAMES.entrySet()) {
                    String what = caller + " over " + upstream + " asks " + name.getKey();
                    Reply reply = post(rig, gateway, caller.path(name.getKey()), caller.body(name.getKey()), upstream);
                    assertEquals(200, reply.status(), () -> what + ": " + reply.body());
                    assertEquals(MODEL, askedModel(rig), what);
                    assertTrue(edits(reply).startsWith(name.getValue()), () -> what + ": " + edits(reply));
                    assertEquals(
                            name.getValue().contains("model-resolved"),
                            edits(reply).contains("model-resolved"),
                            what);
                }
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void theParametersOfAnAliasReachTheModelFromEveryCallerOverBothUpstreams(Rig rig) throws IOException {
        Gateway gateway = aliased(rig);
        for (Caller caller : Caller.values()) {
            for (String upstream : UPSTREAMS) {
                post(rig, gateway, caller.path("deep"), caller.body("deep"), upstream);
                JsonNode asked = JSON.readTree(rig.poe().arrivals().getLast().body());
                String effort = upstream.equals("bot")
                        ? asked.at("/query/0/parameters/output_effort").asText()
                        : asked.path("output_effort")
                                .asText(asked.at("/output_config/effort").asText());
                assertEquals("high", effort, () -> caller + " over " + upstream + ": " + asked);
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void anAliasOfAModelThatOpenAiHasItsOwnWordsForIsSaidInThem(Rig rig) throws IOException {
        Gateway gateway = aliased(rig);
        for (String upstream : UPSTREAMS) {
            Reply reply = post(rig, gateway, "/v1/responses", Caller.RESPONSES.body("pensive"), upstream);
            assertEquals(200, reply.status(), reply::body);
            JsonNode asked = JSON.readTree(rig.poe().arrivals().getLast().body());
            String place = upstream.equals("bot") ? "/query/0/parameters/reasoning_effort" : "/reasoning/effort";
            assertEquals("low", asked.at(place).asText(), asked::toString);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void howMuchACallerWantsToBeThoughtWinsOverAnAliasInWhateverFormItIsSaid(Rig rig) throws IOException {
        Gateway gateway = aliased(rig);
        String thinking = Caller.MESSAGES
                .body("deep")
                .replaceFirst("\\{", "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":3000},");
        Reply reply = post(rig, gateway, "/v1/messages", thinking, "bot");
        assertEquals(200, reply.status(), reply::body);
        JsonNode asked = JSON.readTree(rig.poe().arrivals().getLast().body());
        assertEquals("low", asked.at("/query/0/parameters/output_effort").asText(), asked::toString);
        assertEquals("model-resolved", edits(reply));
    }

    @GatewayTest(transport = Transport.H1)
    void explainTellsTheModelAndTheEditsOfEachName(Rig rig) throws IOException {
        Gateway gateway = aliased(rig);
        for (Caller caller : Caller.values()) {
            for (String upstream : UPSTREAMS) {
                for (Map.Entry<String, String> name : NAMES.entrySet()) {
                    String what = caller + " over " + upstream + " asks " + name.getKey();
                    JsonNode told = post(
                                    rig, gateway, caller.explained(name.getKey()), caller.body(name.getKey()), upstream)
                            .json();
                    assertEquals(MODEL, told.path("model").asText(), () -> what + ": " + told);
                    for (String edit : name.getValue().split(",")) {
                        assertTrue(told.path("edits").toString().contains(edit), () -> what + ": " + told);
                    }
                }
            }
        }
        assertEquals(List.of(), rig.poe().arrivals());
    }

    @GatewayTest(transport = Transport.H1)
    void whatAQuerySaysItselfWinsOverItsAliasAndNothingElseOfItChanges(Rig rig) throws IOException {
        Gateway gateway = aliased(rig);
        String said = "{\"role\":\"user\",\"content\":\"hello\",\"parameters\":{\"output_effort\":\"low\",\"x\":1}}";
        String query = Caller.BOT.body("").replaceFirst("\\{\"role.*?}", said);
        Reply reply = post(rig, gateway, "/bot/deep", query, "bot");
        assertEquals(query, new String(rig.poe().arrivals().getLast().body(), StandardCharsets.UTF_8));
        assertFalse(edits(reply).contains("alias-parameters"), edits(reply));
        assertEquals("passthrough", reply.header("x-poe-gateway-mode"));
        assertEquals("/bot/" + MODEL, rig.poe().arrivals().getLast().path());
    }

    private static String askedModel(Rig rig) throws IOException {
        var arrival = rig.poe().arrivals().getLast();
        return arrival.path().startsWith("/bot/")
                ? arrival.path().substring("/bot/".length())
                : JSON.readTree(arrival.body()).path("model").asText();
    }

    private static String edits(Reply reply) {
        return String.join(",", reply.headers().values("x-poe-gateway-edits"));
    }

    private static Gateway aliased(Rig rig) throws IOException {
        AliasConfig deep = new AliasConfig("claude-opus-4-6", Map.of("output_effort", ParameterValue.parse("high")));
        AliasConfig pensive = new AliasConfig("gpt-5.2", Map.of("reasoning_effort", ParameterValue.parse("low")));
        Map<String, AliasConfig> aliases = Map.of("deep", deep, "pensive", pensive);
        return rig.gatewayWith(config -> Changed.models(config, new ModelsConfig(Duration.ZERO, aliases, false)));
    }

    private static Reply post(Rig rig, Gateway gateway, String path, String json, String upstream) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(gateway.url() + path)
                        .header("x-poe-gateway-upstream", upstream)
                        .post(RequestBody.create(json, MediaType.get("application/json")))
                        .build()));
    }
}
