package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Answers that are checked against the schema and asked for again. */
class StructuredRepairIT {
    private static final String BOT = "/bot/Claude-Sonnet-4.6";
    private static final String UNFIT = "{\"city\":7}";
    private static final String FITTING = "{\"city\":\"Oslo\"}";
    private static final Map<String, String> REPAIR = Map.of("x-poe-gateway-structured-output", "repair");

    @GatewayTest
    void anAnswerThatFitsIsPaidOnce(Rig rig) {
        for (StructuredCaller caller : StructuredCaller.values()) {
            for (boolean stream : new boolean[] {false, true}) {
                int before = rig.poe().arrivals().size();
                rig.poe().enqueue(BOT, counted("```json\n" + FITTING + "\n```", 10, 5));
                Reply reply = StructuredOutputIT.ask(rig, caller, stream, "", REPAIR);
                assertEquals(FITTING, caller.text(reply, stream), reply.body());
                assertEquals("form-instructed", reply.header("x-poe-gateway-edits"));
                assertEquals("1", reply.header("x-poe-gateway-attempts"));
                assertEquals(1, rig.poe().arrivals().size() - before);
            }
        }
    }

    @GatewayTest
    void anAnswerThatDoesNotFitIsAskedForOnceMoreAndToldInHeadersAndUsage(Rig rig) {
        for (StructuredCaller caller : StructuredCaller.values()) {
            for (boolean stream : new boolean[] {false, true}) {
                int before = rig.poe().arrivals().size();
                rig.poe().enqueue(BOT, counted(UNFIT, 10, 5));
                rig.poe().enqueue(BOT, counted(FITTING, 20, 7));
                Reply reply = StructuredOutputIT.ask(rig, caller, stream, "", REPAIR);
                assertEquals(FITTING, caller.text(reply, stream), reply.body());
                assertEquals("form-instructed,answer-repaired", reply.header("x-poe-gateway-edits"));
                assertEquals("2", reply.header("x-poe-gateway-attempts"));
                assertEquals("2", reply.header("x-poe-gateway-paid-calls"));
                assertEquals(2, rig.poe().arrivals().size() - before);
                if (!stream) {
                    assertEquals("30 12", caller.usage(MatrixAnswer.json(reply.body())), reply.body());
                }
                JsonNode sent = StructuredOutputIT.sent(rig);
                assertEquals(UNFIT, sent.at("/query/1/content").asText());
                String again = sent.at("/query/2/content").asText();
                assertTrue(again.contains("the value at /city must be of type \"string\""), again);
            }
        }
    }

    @GatewayTest
    void onlyTheAnswerThatFitsIsKeptForTheNextTurn(Rig rig) {
        for (boolean stream : new boolean[] {false, true}) {
            rig.poe().enqueue(BOT, counted(UNFIT, 10, 5));
            rig.poe().enqueue(BOT, counted(FITTING, 20, 7));
            Reply first = StructuredOutputIT.ask(rig, StructuredCaller.RESPONSES, stream, "", REPAIR);
            String id = first.body().replaceAll("(?s).*?\"id\":\"(resp_[^\"]+)\".*", "$1");
            rig.poe().enqueue(BOT, counted(FITTING, 20, 7));
            String next = StructuredOutputIT.with(
                    StructuredCaller.RESPONSES.body(false, ""), ",\"previous_response_id\":\"" + id + "\"");
            Reply second = rig.read(rig.caller()
                    .newCall(StructuredOutputIT.request(rig, StructuredCaller.RESPONSES.path(), next, REPAIR)));
            assertEquals(200, second.status(), second.body());
            JsonNode sent = StructuredOutputIT.sent(rig);
            assertEquals("Where?", sent.at("/query/0/content").asText());
            assertEquals(FITTING, sent.at("/query/1/content").asText());
            assertTrue(sent.at("/query/2/content").asText().startsWith("Where?\n\nAnswer with"), sent::toString);
        }
    }

    @GatewayTest
    void anAttemptThatRepairsIsCountedAsSuch(Rig rig) {
        rig.poe().enqueue(BOT, counted(UNFIT, 10, 5));
        rig.poe().enqueue(BOT, counted(FITTING, 20, 7));
        StructuredOutputIT.ask(rig, StructuredCaller.CHAT, false, "", REPAIR);
        String metrics = rig.get("/metrics").body();
        assertTrue(metrics.contains("poe_gateway_upstream_attempts_total{reason=\"first\"} 1"), metrics);
        assertTrue(metrics.contains("poe_gateway_upstream_attempts_total{reason=\"upstream_unfit\"} 1"), metrics);
    }

    @GatewayTest
    void anAnswerThatStillDoesNotFitIsAFailureThatTellsWhatWasPaid(Rig rig) {
        for (StructuredCaller caller : StructuredCaller.values()) {
            for (boolean stream : new boolean[] {false, true}) {
                rig.poe().enqueue(BOT, counted(UNFIT, 10, 5));
                rig.poe().enqueue(BOT, counted("Oslo, of course.", 20, 7));
                Reply reply = StructuredOutputIT.ask(rig, caller, stream, "", REPAIR);
                assertEquals(502, reply.status(), reply.body());
                assertTrue(reply.body().contains("it is not one JSON value"), reply.body());
                assertTrue(reply.body().contains("It was asked 2 times, and each answer was paid for"), reply.body());
                assertEquals("false", reply.header("x-should-retry"));
            }
        }
    }

    @GatewayTest(settings = {"routing.structured-output=repair", "routing.structured-output-repairs=3"})
    void theOperatorSaysHowOftenAnAnswerIsRepaired(Rig rig) {
        for (int answer = 0; answer < 4; answer++) {
            rig.poe().enqueue(BOT, counted(UNFIT, 10, 5));
        }
        Reply reply = StructuredOutputIT.ask(rig, StructuredCaller.CHAT, false, "", Map.of());
        assertTrue(reply.body().contains("It was asked 4 times"), reply.body());
        assertEquals(4, rig.poe().arrivals().size());
    }

    @GatewayTest
    void aCallThatFailsWhileItRepairsTellsThatAnAnswerWasPaid(Rig rig) {
        for (Script failing : List.of(
                Scripts.json(429, "{\"error\":{\"message\":\"Slow down.\",\"type\":\"rate_limit_error\"}}"),
                Scripts.json(402, "{\"error\":{\"message\":\"No points.\",\"type\":\"insufficient_credits\"}}"),
                StructuredOutputIT.bot("{").with(new Mishap.CloseMidBody(1)))) {
            rig.poe().enqueue(BOT, counted(UNFIT, 10, 5));
            rig.poe().enqueue(BOT, failing);
            if (failing.status() == 429) {
                rig.poe().enqueue(BOT, failing);
            }
            Reply reply = StructuredOutputIT.ask(rig, StructuredCaller.CHAT, false, "", REPAIR);
            assertEquals(502, reply.status(), reply.body());
            assertEquals("schema_mismatch", reply.errorCode());
            assertTrue(reply.body().contains("Asking for a better one failed: "), reply.body());
            assertTrue(reply.body().contains("It was paid for"), reply.body());
        }
    }

    @GatewayTest
    void aCallerWhoLeavesDuringARepairEndsTheCall(Rig rig) {
        for (boolean stream : new boolean[] {false, true}) {
            CountDownLatch repairing = new CountDownLatch(1);
            CountDownLatch never = new CountDownLatch(1);
            rig.poe().enqueue(BOT, counted(UNFIT, 10, 5));
            rig.poe()
                    .enqueue(
                            BOT,
                            Scripts.streamOf(List.of(
                                    new Script.Piece(StructuredOutputIT.text("{\"ci"), repairing::countDown),
                                    new Script.Piece(StructuredOutputIT.text("ty\":1}"), never::await))));
            Call call = rig.caller()
                    .newCall(StructuredOutputIT.request(
                            rig, StructuredCaller.CHAT.path(), StructuredCaller.CHAT.body(stream, ""), REPAIR));
            call.enqueue(new Ignored());
            rig.until(() -> repairing.getCount() == 0, () -> "no repair");
            call.cancel();
            rig.awaitQuiet();
            assertEquals(0, rig.gateway().census().replyBytesHeld());
        }
        assertEquals(4, rig.poe().arrivals().size(), "nothing was asked again");
    }

    @GatewayTest
    void anAnswerThatWasCutAtItsLimitIsNotRepaired(Rig rig) {
        rig.poe().enqueue(BOT, counted("{\"city\":\"A long, long name of a city\"}", 10, 5));
        String limited = StructuredOutputIT.with(StructuredCaller.CHAT.body(false, ""), ",\"max_tokens\":4");
        Reply reply = StructuredOutputIT.ask(rig, limited, REPAIR);
        assertEquals(200, reply.status(), reply.body());
        assertTrue(reply.body().contains("\"finish_reason\":\"length\""), reply.body());
        assertEquals(1, rig.poe().arrivals().size());
    }

    @GatewayTest
    void aSchemaThatCannotBeCheckedIsRefusedBeforeAnythingIsPaid(Rig rig) {
        for (String odd : List.of(
                "\"pattern\":\"(\"", "\"$ref\":\"https://example.com/s.json\"", "\"unevaluatedProperties\":false")) {
            String body = StructuredCaller.CHAT.body(false, "").replace("\"required\":", odd + ",\"required\":");
            Reply reply = StructuredOutputIT.ask(rig, body, REPAIR);
            assertEquals(400, reply.status(), reply.body());
            assertEquals("unsupported_schema", reply.errorCode());
        }
        assertEquals(List.of(), rig.poe().arrivals());
    }

    private static Script counted(String text, int prompt, int answer) {
        return Scripts.stream(List.of(
                StructuredOutputIT.text(text),
                StructuredOutputIT.event(
                        "json",
                        "{\"choices\":[],\"usage\":{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + answer
                                + ",\"total_tokens\":" + (prompt + answer) + "}}"),
                StructuredOutputIT.event("done", "{}")));
    }

    private static final class Ignored implements Callback {
        @Override
        public void onFailure(Call call, IOException left) {
            assertFalse(call.isExecuted() && !call.isCanceled(), left::toString);
        }

        @Override
        public void onResponse(Call call, Response response) {
            response.close();
        }
    }
}
