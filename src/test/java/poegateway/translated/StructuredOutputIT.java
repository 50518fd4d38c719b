package poegateway.translated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.Request;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** A form of the answer over the bot protocol, which has no place for one. */
class StructuredOutputIT {
    private static final String BOT = "/bot/Claude-Sonnet-4.6";
    private static final String FITTING = "{\"city\":\"Oslo\"}";
    private static final List<StructuredCaller> CALLERS = List.of(StructuredCaller.values());

    @GatewayTest
    void theModelIsAskedInWordsAndAFenceIsTakenOff(Rig rig) {
        for (StructuredCaller caller : CALLERS) {
            for (boolean stream : new boolean[] {false, true}) {
                rig.poe().enqueue(BOT, bot("``", "`json\n{\"city\":", "\"Os", "lo\"}\n`", "``\n"));
                Reply reply = ask(rig, caller, stream, "", Map.of());
                assertEquals(FITTING, caller.text(reply, stream), reply.body());
                assertEquals("form-instructed", reply.header("x-poe-gateway-edits"));
                assertEquals("bot", reply.header("x-poe-gateway-upstream"));
                JsonNode sent = sent(rig);
                String asked = sent.at("/query/0/content").asText();
                assertTrue(asked.startsWith("Where?\n\nAnswer with one JSON value"), asked);
                assertTrue(asked.contains(StructuredCaller.SCHEMA), asked);
            }
        }
    }

    @GatewayTest
    void whatTheWayCannotPromiseIsNamed(Rig rig) {
        rig.poe().enqueue(BOT, bot(FITTING));
        String strict = ",\"strict\":true";
        assertEquals(
                "response_format.json_schema.strict",
                ask(rig, StructuredCaller.CHAT, false, strict, Map.of()).header("x-poe-gateway-dropped"));
        rig.poe().enqueue(BOT, bot(FITTING));
        assertEquals(
                "text.format.strict",
                ask(rig, StructuredCaller.RESPONSES, false, strict, Map.of()).header("x-poe-gateway-dropped"));
    }

    @GatewayTest
    void itIsRefusedWhereTheCallerSaysSoOrNothingMayBeLost(Rig rig) {
        for (Map<String, String> wish : List.of(
                Map.of("x-poe-gateway-structured-output", "refuse"),
                Map.of("x-poe-gateway-loss", "strict"),
                Map.of("x-poe-gateway-loss", "strict", "x-poe-gateway-structured-output", "repair"))) {
            for (StructuredCaller caller : CALLERS) {
                Reply reply = ask(rig, caller, false, "", wish);
                assertEquals(400, reply.status(), reply.body());
                assertTrue(reply.body().contains("response_format"), reply.body());
            }
        }
        Reply odd = ask(rig, StructuredCaller.CHAT, false, "", Map.of("x-poe-gateway-structured-output", "hope"));
        assertTrue(odd.body().contains("must be refuse, instruct or repair"), odd.body());
        assertEquals(List.of(), rig.poe().arrivals());
    }

    @GatewayTest(settings = "routing.structured-output=refuse")
    void theOperatorMayRefuseIt(Rig rig) {
        assertEquals(400, ask(rig, StructuredCaller.CHAT, false, "", Map.of()).status());
        rig.poe().enqueue(BOT, bot(FITTING));
        Map<String, String> wish = Map.of("x-poe-gateway-structured-output", "instruct");
        assertEquals(200, ask(rig, StructuredCaller.CHAT, false, "", wish).status());
    }

    @GatewayTest
    void aModelThatDoesAsItIsToldAnswersWhatTheSchemaSays(Rig rig) {
        for (StructuredCaller caller : CALLERS) {
            for (String enforced : List.of("instruct", "repair")) {
                Reply reply = ask(rig, caller, false, "", Map.of("x-poe-gateway-structured-output", enforced));
                assertEquals("{\"city\":\"sample city\"}", caller.text(reply, false), reply.body());
            }
        }
    }

    @GatewayTest
    void anInstructionIsExplainedWithoutSendingAnything(Rig rig) {
        Reply reply = rig.read(rig.caller()
                .newCall(request(rig, "/v1/explain/chat", StructuredCaller.CHAT.body(false, ""), Map.of())));
        assertTrue(reply.body().contains("form-instructed"), reply.body());
        assertEquals(List.of(), rig.poe().arrivals());
    }

    @GatewayTest
    void callsOfToolsAndTheSchemaGoTogether(Rig rig) {
        String tools = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"description\":\"\","
                + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]";
        for (String enforced : List.of("instruct", "repair")) {
            Map<String, String> wish = Map.of("x-poe-gateway-structured-output", enforced);
            rig.poe()
                    .enqueue(
                            BOT,
                            Scripts.stream(List.of(
                                    text("I look."),
                                    event(
                                            "json",
                                            "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\","
                                                    + "\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}]},"
                                                    + "\"finish_reason\":\"tool_calls\"}]}"),
                                    event("done", "{}"))));
            int before = rig.poe().arrivals().size();
            Reply reply = ask(rig, with(StructuredCaller.CHAT.body(false, ""), tools), wish);
            JsonNode message = MatrixAnswer.json(reply.body()).at("/choices/0/message");
            assertEquals("weather", message.at("/tool_calls/0/function/name").asText(), reply.body());
            assertEquals(1, rig.poe().arrivals().size() - before, "a call of a tool is no answer that could be unfit");
            assertTrue(sent(rig).at("/query/0/content").asText().contains("A call of a tool is no answer"));
        }
    }

    static String with(String body, String members) {
        return body.substring(0, body.length() - 1) + members + "}";
    }

    static Script bot(String... texts) {
        List<byte[]> events = new ArrayList<>();
        List.of(texts).forEach(text -> events.add(text(text)));
        events.add(event("done", "{}"));
        return Scripts.stream(events);
    }

    static byte[] text(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return event("text", "{\"text\":\"" + escaped + "\"}");
    }

    static byte[] event(String name, String data) {
        return ("event: " + name + "\ndata: " + data + "\n\n").getBytes(UTF_8);
    }

    static JsonNode sent(Rig rig) {
        return MatrixAnswer.json(new String(rig.poe().arrivals().getLast().body(), UTF_8));
    }

    static Reply ask(Rig rig, StructuredCaller caller, boolean stream, String members, Map<String, String> headers) {
        Request request = request(rig, caller.path(), caller.body(stream, members), headers);
        return rig.read(rig.caller().newCall(request));
    }

    static Reply ask(Rig rig, String chat, Map<String, String> headers) {
        return rig.read(rig.caller().newCall(request(rig, StructuredCaller.CHAT.path(), chat, headers)));
    }

    static Request request(Rig rig, String path, String body, Map<String, String> headers) {
        Request.Builder request = rig.call(path, body).request().newBuilder().header("x-poe-gateway-upstream", "bot");
        headers.forEach(request::header);
        return request.build();
    }
}
