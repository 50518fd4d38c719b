package poegateway.watching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import okhttp3.Request;
import okhttp3.Response;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Scripts;

class RequestLogIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODEL = "Claude-Sonnet-4.6";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @GatewayTest
    void aWholeAnswerHasItsLine(Rig rig) throws JsonProcessingException {
        Reply reply = rig.chat(MODEL, false);
        JsonNode line = line(rig);
        assertEquals(reply.header("x-request-id"), line.path("request_id").asText());
        assertEquals(ChatDialect.CHAT.path(), line.path("route").asText());
        assertEquals("anybody", line.path("key").asText());
        assertEquals(200, line.path("status").asInt());
        assertEquals("ok", line.path("outcome").asText());
        assertEquals(MODEL, line.path("model").asText());
        assertFalse(line.path("stream").asBoolean());
        assertEquals(
                reply.json().at("/usage/prompt_tokens").asLong(),
                line.path("input_tokens").asLong());
        assertEquals(1, line.path("attempts").asInt());
        assertEquals(200, line.path("upstream_status").asInt());
        assertEquals(
                ChatDialect.CHAT.body(MODEL, false).length(),
                line.path("bytes_in").asInt());
        assertEquals(reply.body().length(), line.path("bytes_out").asInt());
    }

    @GatewayTest
    void aLineTellsWhereTheCallerIsWhatFailedAndTheIdThatPoeGave(Rig rig, TestDialect dialect)
            throws JsonProcessingException {
        String refusal = "{\"error\":{\"type\":\"insufficient_credits\",\"message\":\"No points.\"}}";
        rig.poe().enqueue(Scripts.whole(402, "application/json", refusal, Map.of("x-request-id", "poe-77")));
        rig.ask(dialect, MODEL, false);
        JsonNode line = line(rig);
        assertEquals("127.0.0.1", line.path("address").asText());
        assertEquals("WARN", line.path("level").asText());
        assertEquals("POST " + dialect.path() + " 402", line.path("message").asText());
        assertEquals("insufficient_quota", line.path("error").asText());
        assertEquals("poe-77", line.path("upstream_request_id").asText());
    }

    @GatewayTest(transport = Transport.H1)
    void aPathIsShownAsItWasAskedForAndNoMethodThatIsAKey(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            caller.send("sk-abcdefghijklmnopqrstuvwxyz0123456789 /v1//nowhere/../x HTTP/1.1\r\nHost: localhost\r\n"
                            + "x-request-id: sk-abcdefghijklmnopqrstuvwxyz\r\nx-client-request-id: mine-1\r\n"
                            + "Connection: close\r\n\r\n")
                    .reply();
        }
        JsonNode line = line(rig);
        assertEquals("/v1//nowhere/../x", line.path("path").asText());
        assertEquals("sk-•••", line.path("method").asText());
        assertEquals("mine-1", line.path("request_id").asText());
        assertEquals("sk-••• /v1//nowhere/../x 404", line.path("message").asText());
    }

    @GatewayTest(transport = Transport.H1)
    void anIdThatLooksLikeAKeyIsNotKeptWhateverItsForm(Rig rig) {
        String poeKey = "tR4nK9-vXw2_LmQ7sB1cYd8EfGh3JpZu6TaN0oPqRsV";
        List<String> ids = List.of(poeKey, "call." + poeKey, "pgw_abcdefgh", "for-sk-abcdefgh", "sk-1");
        for (String id : ids) {
            assertFalse(asked(rig, id).header("x-request-id").contains(id), id);
        }
        for (String line : rig.log(ids.size())) {
            assertTrue(ids.stream().noneMatch(line::contains), line);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void anIdOfTheCallersOwnIsKept(Rig rig) {
        List<String> ids = List.of(
                "0191f0e2-5a1b-7c3d-8e4f-0123456789ab",
                "4BF92F3577B34DA6A3CE929D0E0E4736",
                "01JDXQ5V7Z8K9M2N3P4Q5R6S7T",
                "req_011CSHoEeqs5C35K2UUqR7Fy",
                "sk-",
                "a.b_c-1");
        for (String id : ids) {
            assertEquals(id, asked(rig, id).header("x-request-id"));
        }
    }

    private static Reply asked(Rig rig, String id) {
        Request request = new Request.Builder()
                .url(rig.baseUrl() + "/models")
                .header("x-request-id", id)
                .build();
        return rig.read(rig.caller().newCall(request));
    }

    @GatewayTest(transport = Transport.H1)
    void whatNoRouteHasIsToldByItsPathWithoutTheQuery(Rig rig) throws JsonProcessingException {
        assertEquals(404, rig.get("/wp-login.php%20?secret=1").status());
        JsonNode line = line(rig);
        assertEquals("none", line.path("route").asText());
        assertEquals("/wp-login.php%20", line.path("path").asText());
        assertEquals("unknown_url", line.path("error").asText());
    }

    @GatewayTest(transport = Transport.H1, settings = "log.addresses=off")
    void addressesAreLeftOutWhereTheOperatorWantsThat(Rig rig) throws JsonProcessingException {
        rig.get("/");
        assertFalse(line(rig).has("address"));
    }

    @GatewayTest
    void aStreamThatFailsOnItsWayKeepsItsStatusAndNamesTheFailure(Rig rig, TestDialect dialect)
            throws JsonProcessingException {
        rig.poe().enqueue(dialect.brokenBy(dialect.failing(500, "provider_error"), "half"));
        rig.ask(dialect, MODEL, true);
        JsonNode line = line(rig);
        assertEquals(200, line.path("status").asInt());
        assertEquals("upstream_5xx", line.path("outcome").asText());
        assertTrue(line.path("stream").asBoolean());
    }

    @GatewayTest
    void aRefusalSaysWhatPoeSaid(Rig rig, TestDialect dialect) throws JsonProcessingException {
        rig.poe().enqueue(Scripts.error(402, "insufficient_credits", "No points."));
        assertEquals(402, rig.ask(dialect, MODEL, true).status());
        JsonNode line = line(rig);
        assertEquals(402, line.path("status").asInt());
        assertEquals(402, line.path("upstream_status").asInt());
        assertEquals("upstream_credits", line.path("outcome").asText());
    }

    @GatewayTest
    void aCallerWhoLeavesIs499(Rig rig, TestDialect dialect) throws IOException {
        rig.poe().enqueue(dialect.stream("so far").with(new Mishap.HangMidBody(1)));
        Response stalled = rig.open(dialect, MODEL, true);
        stalled.close();
        JsonNode line = line(rig);
        assertEquals(499, line.path("status").asInt());
        assertEquals("client_cancelled", line.path("outcome").asText());
    }

    @GatewayTest
    void everyAnswerTellsWhatTookItsTime(Rig rig, TestDialect dialect) {
        for (String path : List.of("/", "/health/live", "/v1/models", "/v1/models/none", "/v1/none", "/metrics")) {
            String timing = rig.get(path).header("server-timing");
            assertTrue(timing.matches("gateway;dur=\\d+\\.\\d\\d(, poe;dur=\\d+\\.\\d\\d)?"), timing);
        }
        for (boolean stream : List.of(true, false)) {
            rig.poe().enqueue(dialect.answer("hello", stream));
            Reply answer = rig.ask(dialect, MODEL, stream);
            assertTrue(answer.header("server-timing").contains(", poe;dur="));
            rig.poe().enqueue(Scripts.error(400, "invalid_request_error", "No."));
            assertTrue(rig.ask(dialect, MODEL, stream).header("server-timing").contains(", poe;dur="));
        }
    }

    @GatewayTest(simulated = true)
    void everyAnswerNamesItsModel(Rig rig, TestDialect dialect) {
        for (boolean stream : List.of(true, false)) {
            assertEquals(MODEL, rig.ask(dialect, MODEL, stream).header("x-poe-gateway-model"));
        }
    }

    @GatewayTest
    void aTraceGoesOnToPoeAndIntoTheLog(Rig rig, TestDialect dialect) throws JsonProcessingException {
        rig.poe().enqueue(dialect.stream("hello"));
        Request request = rig.request(dialect, MODEL, true)
                .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                .build();
        rig.read(rig.caller().newCall(request));
        String atPoe = String.valueOf(rig.poe().arrivals().getFirst().headers().get("traceparent"));
        assertTrue(atPoe.matches("00-" + TRACE + "-[0-9a-f]{16}-01"), atPoe);
        assertFalse(atPoe.contains(PARENT), "the gateway's part has an id of its own");
        assertEquals(TRACE, line(rig).path("trace_id").asText());
    }

    @GatewayTest(transport = Transport.H1, settings = "log.requests=false")
    void theLogCanBeTurnedOff(Rig rig, TestDialect dialect) {
        rig.poe().enqueue(dialect.whole("hello"));
        rig.ask(dialect, MODEL, false);
        rig.awaitQuiet();
        assertEquals(List.of(), rig.log(0));
    }

    @GatewayTest(transport = Transport.H1, settings = "log.format=text")
    void peopleGetAShortLine(Rig rig, TestDialect dialect) {
        rig.poe().enqueue(dialect.whole("hello"));
        rig.ask(dialect, MODEL, false);
        String line = rig.log(1).getFirst();
        assertTrue(line.matches("\\d\\d:\\d\\d:\\d\\d 200 POST " + dialect.path() + " +Claude-Sonnet-4.6 .*"), line);
    }

    private static JsonNode line(Rig rig) throws JsonProcessingException {
        return JSON.readTree(rig.log(1).getFirst());
    }
}
