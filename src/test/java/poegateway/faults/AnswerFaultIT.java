package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Streams.DONE;
import static poegateway.faults.Streams.END;
import static poegateway.faults.Streams.FIRST;
import static poegateway.faults.Streams.chunk;
import static poegateway.faults.Streams.delta;
import static poegateway.faults.Verdict.BOTH;
import static poegateway.faults.Verdict.asked;
import static poegateway.faults.Verdict.notAgain;
import static poegateway.faults.Verdict.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import poegateway.dialect.chat.Schemas;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Answers that say one thing and are another, in both forms that Poe may send and both that a caller may ask for. */
class AnswerFaultIT {
    private static final String CALL =
            "{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":%s}}]}";

    @GatewayTest
    void anErrorInAChoiceIsAnError(Rig rig) {
        String error = "\"finish_reason\":\"error\",\"error\":{\"message\":\"It broke.\",\"code\":\"provider_down\"}";
        List<Script> scripts = List.of(
                Scripts.json(200, "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"par\"}," + error + "}]}"),
                Scripts.sse(
                        "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"par\"}," + error + "}]}",
                        DONE));
        for (Script script : scripts) {
            for (boolean stream : BOTH) {
                Reply reply = asked(rig, stream, script);
                refused(reply, 502, "provider_down");
                notAgain(reply);
            }
        }
        Script later =
                Scripts.sse(FIRST, delta("par"), "{\"choices\":[{\"index\":0,\"delta\":{}," + error + "}]}", DONE);
        refused(asked(rig, false, later), 502, "provider_down");
        Verdict.brokeOff(asked(rig, true, later), "provider_down");
    }

    @GatewayTest
    void aFinishThatTheRestBeliesIsTakenBack(Rig rig) {
        Script cut = Scripts.sse(FIRST, chunk("{\"reasoning_content\":\"hm\"}", "\"stop\""), delta("one "));
        Verdict.brokeOff(asked(rig, true, cut), "upstream_truncated");
        refused(asked(rig, false, cut), 502, "upstream_truncated");
        Script call = Scripts.sse(FIRST, END, chunk(CALL.replace("%s", "\"{\\\"a\\\":\""), "null"), DONE);
        Verdict.brokeOff(asked(rig, true, call), "upstream_truncated");
        refused(asked(rig, false, call), 502, "upstream_truncated");
        Script unfinishedCall = Scripts.sse(FIRST, chunk(CALL.replace("%s", "\"{\\\"a\\\":\""), "null"), DONE);
        Verdict.brokeOff(asked(rig, true, unfinishedCall), "upstream_truncated");
        refused(asked(rig, false, unfinishedCall), 502, "upstream_truncated");
    }

    @GatewayTest
    void anAnswerHasOneFinish(Rig rig) {
        for (String strong : List.of("length", "content_filter")) {
            Script twice = Scripts.sse(FIRST, delta("a"), chunk("{}", '"' + strong + '"'), END, DONE);
            assertEquals(
                    Streams.frames(FIRST, delta("a"), chunk("{}", '"' + strong + '"'), DONE),
                    asked(rig, true, twice).body());
            assertEquals(strong, finish(asked(rig, false, twice)));
        }
        for (String odd : List.of("\"eos\"", "7")) {
            Script whole = Scripts.json(
                    200, "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":" + odd + "}]}");
            Script events = Scripts.sse(FIRST, delta("a"), chunk("{}", odd), DONE);
            for (Script script : List.of(whole, events)) {
                assertEquals("stop", finish(asked(rig, false, script)));
                assertTrue(asked(rig, true, script).body().contains("\"finish_reason\":\"stop\""));
            }
        }
    }

    @GatewayTest
    void aReplyWithoutAnAnswerIsABadResponse(Rig rig) {
        for (String choices : List.of("[]", "[null]", "[{}]", "[{\"message\":null}]", "[{\"message\":\"hi\"}]")) {
            for (boolean stream : BOTH) {
                Reply reply = asked(rig, stream, Scripts.json(200, "{\"id\":\"c\",\"choices\":" + choices + "}"));
                refused(reply, 502, "upstream_bad_response");
                notAgain(reply);
            }
        }
        for (boolean stream : BOTH) {
            refused(asked(rig, stream, Scripts.sse("{\"choices\":[]}", DONE)), 502, "upstream_bad_response");
        }
    }

    @GatewayTest
    void whatClientsCannotReadLeavesAsTheyExpectIt(Rig rig) throws Exception {
        String parts = "{\"content\":[{\"type\":\"text\",\"text\":\"yes\"}]}";
        List<Script> texts = List.of(
                Scripts.json(200, "{\"choices\":[{\"message\":" + parts + "}]}"),
                Scripts.sse(chunk(parts, "null"), END, DONE));
        String object = CALL.replace("%s", "{\"a\":1}");
        String older = "{\"function_call\":{\"name\":\"f\",\"arguments\":{\"a\":1}}}";
        List<Script> calls = List.of(
                Scripts.json(200, "{\"choices\":[{\"message\":" + object + "}]}"),
                Scripts.sse(chunk(object, "null"), END, DONE));
        List<Script> olderCalls = List.of(
                Scripts.json(200, "{\"choices\":[{\"message\":" + older + "}]}"),
                Scripts.sse(chunk(older, "null"), END, DONE));
        for (int form = 0; form < 2; form++) {
            Reply whole = asked(rig, false, texts.get(form));
            assertEquals("yes", whole.json().at("/choices/0/message/content").textValue());
            assertTrue(asked(rig, true, texts.get(form)).body().contains("\"content\":\"yes\""));
            JsonNode call = asked(rig, false, calls.get(form)).json().at("/choices/0/message/tool_calls/0/function");
            assertEquals("{\"a\":1}", call.path("arguments").textValue());
            assertTrue(asked(rig, true, calls.get(form)).body().contains("\"arguments\":\"{\\\"a\\\":1}\""));
            JsonNode function = asked(rig, false, olderCalls.get(form)).json().at("/choices/0/message/function_call");
            assertEquals("{\"a\":1}", function.path("arguments").textValue());
            Reply streamed = asked(rig, true, olderCalls.get(form));
            assertTrue(streamed.body().contains("\"finish_reason\":\"function_call\""), streamed.body());
            SafeStream.check("texts", asked(rig, true, texts.get(form)).body(), false);
            SafeStream.check("calls", asked(rig, true, calls.get(form)).body(), false);
        }
    }

    @GatewayTest
    void aCutAnswerStaysCutInTheOtherForm(Rig rig) {
        Script whole =
                Scripts.json(200, "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"length\"}]}");
        Reply streamed = asked(rig, true, whole);
        assertTrue(streamed.body().contains("\"finish_reason\":\"length\""), streamed.body());
        assertFalse(streamed.body().contains("\"stop\""), streamed.body());
        assertEquals(
                "length", finish(asked(rig, false, Scripts.sse(FIRST, delta("a"), chunk("{}", "\"length\""), DONE))));
    }

    @GatewayTest
    void whatLeavesOutItsEnvelopeLeavesWithOne(Rig rig) {
        Script whole = Scripts.json(200, "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}");
        String bare = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}";
        for (Script script : List.of(whole, Scripts.sse(bare, bare, DONE))) {
            Reply asked = asked(rig, false, script);
            assertEquals(List.of(), Schemas.COMPLETION.faults(asked.body()), asked.body());
            List<String> events = asked(rig, true, script).events();
            for (String event : events.subList(0, events.size() - 1)) {
                assertEquals(List.of(), Schemas.CHUNK.faults(event), event);
            }
        }
    }

    private static String finish(Reply reply) {
        return reply.json().at("/choices/0/finish_reason").textValue();
    }
}
