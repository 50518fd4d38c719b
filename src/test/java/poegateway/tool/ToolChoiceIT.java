package poegateway.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.app.Gateway;
import poegateway.config.AliasConfig;
import poegateway.config.GatewayConfig;
import poegateway.config.KeyConfig;
import poegateway.config.ModelsConfig;
import poegateway.rig.Changed;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** Which tools run: those that a request names and those of its model's alias, as far as its key may. */
class ToolChoiceIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = Keyring.key(1);
    private static final String CHAT = "/v1/chat/completions";
    private static final String EXPLAIN = "/v1/explain/chat";
    private static final AliasConfig CLERK = new AliasConfig("sums", Map.of(), List.of("calculator"));
    private static final AliasConfig SUMS = new AliasConfig("claude-sonnet-4.6", Map.of(), List.of("current_time"));

    private static Gateway gateway(Rig rig, KeyConfig... keys) throws IOException {
        ModelsConfig models = new ModelsConfig(Duration.ZERO, Map.of("clerk", CLERK, "sums", SUMS), false);
        return rig.gatewayWith(config -> {
            GatewayConfig named = Changed.models(config, models);
            return keys.length == 0 ? named : Changed.auth(named, Keyring.auth(keys));
        });
    }

    private static Reply ask(Rig rig, Gateway gateway, String path, String model, String tools) {
        String body = "{\"model\":\"" + model
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"What is 17% of 2,350?\"}],\"max_tokens\":500}";
        Request.Builder request =
                request(gateway, path).post(RequestBody.create(body, MediaType.get("application/json")));
        return rig.read(rig.caller()
                .newCall((tools.isEmpty() ? request : request.header("x-poe-gateway-tools", tools)).build()));
    }

    private static Request.Builder request(Gateway gateway, String path) {
        return new Request.Builder().url(gateway.url() + path).header("authorization", "Bearer " + KEY);
    }

    @GatewayTest(transport = Transport.H1)
    void anAliasBringsItsToolsAndThoseOfTheAliasThatItStandsFor(Rig rig) throws IOException {
        Gateway gateway = gateway(rig);
        for (String path : List.of(CHAT, "/v1/messages")) {
            Reply reply = ask(rig, gateway, path, "Clerk", "");
            assertEquals(200, reply.status(), reply::body);
            assertTrue(reply.body().contains("399.5"), reply::body);
            assertEquals("2", reply.header("x-poe-gateway-paid-calls"));
            JsonNode asked = JSON.readTree(rig.poe().arrivals().getLast().body());
            assertEquals("claude-sonnet-4.6", asked.path("model").asText());
            assertEquals(2, asked.path("tools").size(), asked::toString);
        }
        assertFalse(ask(rig, gateway, CHAT, "claude-sonnet-4.6", "").body().contains("399.5"));
    }

    private static Reply post(Rig rig, Gateway gateway, String path, String body, String tools) {
        Request.Builder request =
                request(gateway, path).post(RequestBody.create(body, MediaType.get("application/json")));
        return rig.read(rig.caller()
                .newCall((tools.isEmpty() ? request : request.header("x-poe-gateway-tools", tools)).build()));
    }

    @GatewayTest(transport = Transport.H1)
    void completionsRunThemToo(Rig rig) throws IOException {
        Gateway gateway = gateway(rig);
        String end = "\",\"prompt\":\"What is 17% of 2,350?\",\"max_tokens\":500,\"stream\":";
        Reply whole = post(rig, gateway, "/v1/completions", "{\"model\":\"clerk" + end + "false}", "");
        assertEquals(200, whole.status(), whole::body);
        assertEquals("text_completion", whole.json().path("object").asText(), whole::body);
        assertTrue(whole.json().at("/choices/0/text").asText().contains("399.5"), whole::body);
        assertEquals("2", whole.header("x-poe-gateway-paid-calls"));
        Reply streamed =
                post(rig, gateway, "/v1/completions", "{\"model\":\"claude-sonnet-4.6" + end + "true}", "calculator");
        assertEquals(200, streamed.status(), streamed::body);
        assertTrue(streamed.body().contains("399.5"), streamed::body);
        assertTrue(streamed.body().endsWith("data: [DONE]\n\n"), streamed::body);
    }

    @GatewayTest(transport = Transport.H1)
    void theBotProtocolRunsThemTooAndSaysWhatIsNotThere(Rig rig) throws IOException {
        Gateway gateway = gateway(rig);
        String query = "{\"version\":\"1.1\",\"type\":\"query\",\"query\":[{\"role\":\"user\",\"content\":"
                + "\"What is 17% of 2,350?\",\"content_type\":\"text/markdown\"}],\"user_id\":\"\","
                + "\"conversation_id\":\"\",\"message_id\":\"\"}";
        for (Reply reply : List.of(
                post(rig, gateway, "/bot/clerk", query, ""),
                post(rig, gateway, "/bot/claude-sonnet-4.6", query, "calculator"))) {
            assertEquals(200, reply.status(), reply::body);
            assertTrue(said(reply).contains("399.5"), reply::body);
            assertFalse(reply.body().contains("tool_calls"), reply::body);
            assertTrue(reply.body().contains("event: done"), reply::body);
        }
        int asked = rig.poe().arrivals().size();
        assertEquals(4, asked);
        Reply refused = post(rig, gateway, "/bot/claude-sonnet-4.6", query, "nothing");
        assertEquals(400, refused.status(), refused::body);
        assertTrue(refused.body().startsWith("event: error"), refused::body);
        assertTrue(refused.body().contains("tool_not_found"), refused::body);
        assertEquals(asked, rig.poe().arrivals().size());
    }

    /** The words of an answer in events of the bot protocol. */
    private static String said(Reply reply) throws IOException {
        StringBuilder words = new StringBuilder();
        for (String line : reply.body().split("\n", -1)) {
            if (line.startsWith("data: {\"text\":")) {
                words.append(JSON.readTree(line.substring("data: ".length()))
                        .path("text")
                        .asText());
            }
        }
        return words.toString();
    }

    @GatewayTest(transport = Transport.H1)
    void whatARequestNamesItselfComesBeside(Rig rig) throws IOException {
        Gateway gateway = gateway(rig);
        assertEquals(
                "[\"current_time\",\"calculator\"]",
                ask(rig, gateway, EXPLAIN, "sums", "calculator,current_time")
                        .json()
                        .path("tools")
                        .toString());
        assertEquals(
                200, ask(rig, gateway, CHAT, "sums", "calculator,current_time").status());
    }

    @GatewayTest(transport = Transport.H1)
    void forAKeyThereAreNoToolsButItsOwn(Rig rig) throws IOException {
        Gateway gateway = gateway(rig, Keyring.forTools("ci", KEY, "calc*"));
        assertTrue(ask(rig, gateway, CHAT, "claude-sonnet-4.6", "calculator")
                .body()
                .contains("399.5"));
        for (String path : List.of(CHAT, EXPLAIN)) {
            assertEquals(
                    "tool_not_found",
                    ask(rig, gateway, path, "claude-sonnet-4.6", "calculator,current_time")
                            .errorCode());
            assertEquals("tool_not_found", ask(rig, gateway, path, "clerk", "").errorCode());
        }
        Set<String> listed = new HashSet<>();
        rig.read(rig.caller().newCall(request(gateway, "/v1/tools").build()))
                .json()
                .path("data")
                .forEach(tool -> listed.add(tool.path("name").asText()));
        assertEquals(Set.of("calculator"), listed);
    }

    @GatewayTest(transport = Transport.H1)
    void theLogTellsHowManyRoundsAndCallsThereWere(Rig rig) throws IOException {
        ask(rig, rig.gateway(), CHAT, "claude-sonnet-4.6", "calculator");
        JsonNode line = JSON.readTree(rig.log(1).getFirst());
        assertEquals(1, line.path("tool_rounds").asInt(), line::toString);
        assertEquals(1, line.path("tool_calls").asInt());
        assertEquals(0, line.path("tool_errors").asInt(-1));
    }

    @GatewayTest(transport = Transport.H1)
    void theExplanationIsThatOfTheFirstRound(Rig rig) throws IOException {
        Gateway gateway = gateway(rig);
        JsonNode told = ask(rig, gateway, EXPLAIN, "clerk", "").json();
        assertEquals("claude-sonnet-4.6", told.path("model").asText(), told::toString);
        assertEquals("translated", told.path("mode").asText());
        assertTrue(told.path("stream").asBoolean());
        assertEquals("[\"calculator\",\"current_time\"]", told.path("tools").toString());
        assertTrue(told.path("edits").toString().contains("model-resolved"), told::toString);
        assertEquals(
                "tool_not_found", ask(rig, gateway, EXPLAIN, "clerk", "nothing").errorCode());
        assertEquals(List.of(), rig.poe().arrivals());
    }
}
