package poegateway.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Scripts;

/** Tools that the gateway runs, as callers of every dialect see them. */
class ToolsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOTH = "calculator,current_time";
    private static final List<String> PATHS = List.of("/v1/chat/completions", "/v1/responses", "/v1/messages");

    @GatewayTest
    void twoToolsAtOnceAndTwoRoundsGiveTheAnswerWithAllUsage(Rig rig) {
        for (String path : PATHS) {
            for (boolean stream : List.of(false, true)) {
                int before = rig.poe().arrivals().size();
                twoRounds(rig);
                Reply reply = ask(rig, path, "Some-Model", stream, BOTH, "");
                assertEquals(200, reply.status(), reply.body());
                List<JsonNode> events = events(reply, stream);
                assertEquals("Let me see.\n\nAlmost.\n\nIt is 20.", words(events, stream), path + stream);
                assertUsage(events, 60, 6);
                assertFalse(reply.body().contains("calculator"), reply.body());
                List<JsonNode> asked = bodies(rig, before);
                assertEquals(3, asked.size());
                assertEquals(List.of("user"), roles(asked.get(0)));
                assertEquals(List.of("user", "assistant", "tool", "tool"), roles(asked.get(1)));
                assertEquals(List.of("user", "assistant", "tool", "tool", "assistant", "tool"), roles(asked.get(2)));
                JsonNode second = asked.get(1).path("messages");
                assertEquals("c1", second.at("/2/tool_call_id").asText());
                assertEquals("5", second.at("/2/content").asText());
                assertTrue(second.at("/3/content").asText().contains("Z ("), second.toString());
                assertEquals("20", asked.get(2).at("/messages/5/content").asText());
            }
        }
    }

    private static void twoRounds(Rig rig) {
        rig.poe()
                .enqueue(Scripts.sse(
                        chunk("{\"role\":\"assistant\",\"content\":\"Let me see.\"}", "null"),
                        chunk(
                                "{\"tool_calls\":[" + call(0, "c1", "calculator", "{\\\"expression\\\":\\\"2+3\\\"}")
                                        + "," + call(1, "c2", "current_time", "{}") + "]}",
                                "null"),
                        chunk("{}", "\"tool_calls\""),
                        USAGE,
                        "[DONE]"));
        rig.poe()
                .enqueue(Scripts.sse(
                        chunk("{\"role\":\"assistant\",\"content\":\"Almost.\"}", "null"),
                        chunk(
                                "{\"tool_calls\":[" + call(0, "c3", "calculator", "{\\\"expression\\\":\\\"5*4\\\"}")
                                        + "]}",
                                "null"),
                        chunk("{}", "\"tool_calls\""),
                        USAGE,
                        "[DONE]"));
        rig.poe()
                .enqueue(Scripts.sse(
                        chunk("{\"role\":\"assistant\",\"content\":\"It is 20.\"}", "null"),
                        chunk("{}", "\"stop\""),
                        USAGE,
                        "[DONE]"));
    }

    @GatewayTest(transport = Transport.H1)
    void aModelIsAskedInTheDialectOfItsCaller(Rig rig) {
        List<String> models = List.of("GPT-5.2", "GPT-5.2", "Claude-Sonnet-4.6");
        for (int i = 0; i < PATHS.size(); i++) {
            for (boolean stream : List.of(false, true)) {
                int before = rig.poe().arrivals().size();
                Reply reply = ask(rig, PATHS.get(i), models.get(i), stream, BOTH, "");
                assertEquals(200, reply.status(), reply.body());
                assertEquals(PATHS.get(i), rig.poe().arrivals().getLast().path());
                assertEquals(2, bodies(rig, before).size());
                assertFalse(words(events(reply, stream), stream).isEmpty(), reply.body());
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void theFirstRequestOfThePageGetsTheRightResult(Rig rig) throws IOException {
        String page = Files.readString(Path.of("docs", "tools.md"));
        String command = page.substring(page.indexOf("curl "), page.indexOf("```", page.indexOf("curl ")));
        String body = command.substring(command.indexOf("-d '") + 4, command.lastIndexOf('\''));
        String names = command.replaceAll("(?s).*x-poe-gateway-tools: ([a-z_,]+)'.*", "$1");
        Reply whole = send(rig, PATHS.getFirst(), body, names);
        assertEquals(200, whole.status(), whole.body());
        String said = whole.json().at("/choices/0/message/content").asText();
        assertTrue(said.endsWith("The tool returned: 399.5"), said);
        for (String path : PATHS) {
            for (boolean stream : List.of(false, true)) {
                String asked = body(path, "Claude-Sonnet-4.6", stream, "").replace("hello", "What is 17% of 2,350?");
                Reply reply = send(rig, path, asked, names);
                assertTrue(words(events(reply, stream), stream).endsWith("399.5"), reply::body);
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void toolsOfTheCallerAreLeftToTheCaller(Rig rig) {
        rig.poe()
                .enqueue(Scripts.sse(
                        chunk(
                                "{\"role\":\"assistant\",\"tool_calls\":["
                                        + call(0, "c1", "calculator", "{\\\"expression\\\":\\\"2+3\\\"}") + ","
                                        + call(1, "c2", "mine", "{\\\"a\\\":1}") + "]}",
                                "null"),
                        chunk("{}", "\"tool_calls\""),
                        USAGE,
                        "[DONE]"));
        String mine =
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"mine\",\"parameters\":{\"type\":\"object\"}}}]";
        Reply reply = ask(rig, PATHS.getFirst(), "Some-Model", false, BOTH, mine);
        JsonNode message = reply.json().at("/choices/0/message");
        assertEquals("tool_calls", reply.json().at("/choices/0/finish_reason").asText());
        assertEquals(1, message.path("tool_calls").size(), reply.body());
        assertEquals("mine", message.at("/tool_calls/0/function/name").asText());
        rig.poe()
                .enqueue(Scripts.sse(
                        chunk("{\"role\":\"assistant\",\"content\":\"done\"}", "null"),
                        chunk("{}", "\"stop\""),
                        USAGE,
                        "[DONE]"));
        String again = "{\"model\":\"Some-Model\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}," + message
                + ",{\"role\":\"tool\",\"tool_call_id\":\"c2\",\"content\":\"seven\"}]" + mine + "}";
        assertEquals(200, send(rig, PATHS.getFirst(), again, BOTH).status());
        JsonNode asked = bodies(rig, 0).getLast().path("messages");
        assertEquals(
                List.of("user", "assistant", "tool", "tool"),
                roles(bodies(rig, 0).getLast()));
        assertEquals(2, asked.at("/1/tool_calls").size());
        assertEquals("c1", asked.at("/1/tool_calls/0/id").asText());
        assertEquals("5", asked.at("/2/content").asText());
        assertEquals("seven", asked.at("/3/content").asText());
        assertEquals("none", bodies(rig, 0).getLast().path("tool_choice").asText("none"));
    }

    @GatewayTest(transport = Transport.H1, settings = "tools.rounds=2")
    void aModelThatGoesOnCallingIsStopped(Rig rig) {
        for (boolean stream : List.of(false, true)) {
            int before = rig.poe().arrivals().size();
            for (int i = 0; i < 3; i++) {
                rig.poe()
                        .enqueue(Scripts.sse(
                                chunk(
                                        "{\"role\":\"assistant\",\"tool_calls\":["
                                                + call(0, "c" + i, "current_time", "{}") + "]}",
                                        "null"),
                                chunk("{}", "\"tool_calls\""),
                                USAGE,
                                "[DONE]"));
            }
            Reply reply = ask(rig, PATHS.getFirst(), "Some-Model", stream, BOTH, "");
            assertTrue(reply.body().contains("tool_rounds_exceeded"), reply.body());
            assertFalse(reply.body().contains("[DONE]"));
            List<JsonNode> asked = bodies(rig, before);
            assertEquals(3, asked.size());
            assertTrue(asked.getLast().at("/messages/4/content").asText().contains("No more tools"));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aFailureBeforeTheFirstWordIsAStatusAndALaterOneEndsTheStream(Rig rig) {
        rig.poe().enqueue(Scripts.error(402, "insufficient_credits", "none left"));
        assertEquals(
                402, ask(rig, PATHS.getFirst(), "Some-Model", true, BOTH, "").status());
        rig.poe()
                .enqueue(Scripts.sse(
                        chunk("{\"role\":\"assistant\",\"content\":\"Let me see.\"}", "null"),
                        chunk("{\"tool_calls\":[" + call(0, "c1", "current_time", "{}") + "]}", "null"),
                        chunk("{}", "\"tool_calls\""),
                        USAGE,
                        "[DONE]"));
        rig.poe().enqueue(Scripts.error(402, "insufficient_credits", "none left"));
        Reply later = ask(rig, PATHS.getFirst(), "Some-Model", true, BOTH, "");
        assertEquals(200, later.status());
        assertTrue(later.body().contains("insufficient_quota"), later.body());
        assertFalse(later.body().contains("[DONE]"));
    }

    @GatewayTest(transport = Transport.H1)
    void whatNamesNoToolIsRefusedByName(Rig rig) {
        assertEquals(
                "tool_not_found",
                ask(rig, PATHS.getFirst(), "Some-Model", false, "shell", "").errorCode());
        assertEquals(
                "invalid_header",
                ask(rig, PATHS.getFirst(), "Some-Model", false, "a b", "").errorCode());
        assertEquals(
                "invalid_header",
                ask(rig, PATHS.getFirst(), "Some-Model", false, "a,,b", "").errorCode());
        String taken = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"calculator\"}}]";
        assertEquals(
                "tool_name_taken",
                ask(rig, PATHS.getFirst(), "Some-Model", true, BOTH, taken).errorCode());
        assertEquals(0, rig.poe().census().arrivals());
        JsonNode list = rig.get("/v1/tools").json().path("data");
        assertEquals(List.of("calculator", "current_time"), list.findValuesAsText("name"));
    }

    @GatewayTest(transport = Transport.H1)
    void aSessionRemembersWhatToolsGave(Rig rig) {
        twoRounds(rig);
        Request.Builder first = request(rig, PATHS.getFirst(), body(PATHS.getFirst(), "GPT-5.2", true, ""), BOTH);
        rig.read(rig.caller()
                .newCall(first.header("x-poe-gateway-session", "name:t").build()));
        Request.Builder second = request(rig, PATHS.getFirst(), body(PATHS.getFirst(), "GPT-5.2", false, ""), "");
        Reply reply = rig.read(rig.caller()
                .newCall(second.header("x-poe-gateway-session", "name:t").build()));
        assertEquals(200, reply.status(), reply.body());
        assertEquals(
                List.of("user", "assistant", "tool", "tool", "assistant", "tool", "assistant", "user"),
                roles(bodies(rig, 0).getLast()));
    }

    @GatewayTest(transport = Transport.H1)
    void inASessionTheResultsOfTheCallersToolsComeAlone(Rig rig) {
        List<String> tools = List.of(
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"mine\",\"parameters\":{\"type\":\"object\"}}}]",
                ",\"tools\":[{\"type\":\"function\",\"name\":\"mine\",\"parameters\":{\"type\":\"object\"}}]",
                ",\"tools\":[{\"name\":\"mine\",\"input_schema\":{\"type\":\"object\"}}]");
        List<String> results = List.of(
                "{\"role\":\"tool\",\"tool_call_id\":\"c2\",\"content\":\"seven\"}",
                "{\"type\":\"function_call_output\",\"call_id\":\"c2\",\"output\":\"seven\"}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c2\",\"content\":\"seven\"}]}");
        for (int i = 0; i < PATHS.size(); i++) {
            String path = PATHS.get(i);
            rig.poe()
                    .enqueue(Scripts.sse(
                            chunk(
                                    "{\"role\":\"assistant\",\"tool_calls\":["
                                            + call(0, "c1", "calculator", "{\\\"expression\\\":\\\"2+3\\\"}") + ","
                                            + call(1, "c2", "mine", "{}") + "]}",
                                    "null"),
                            chunk("{}", "\"tool_calls\""),
                            USAGE,
                            "[DONE]"));
            rig.poe()
                    .enqueue(Scripts.sse(
                            chunk("{\"role\":\"assistant\",\"content\":\"done\"}", "null"),
                            chunk("{}", "\"stop\""),
                            USAGE,
                            "[DONE]"));
            String first = body(path, "Some-Model", true, tools.get(i));
            String second = first.replace("{\"role\":\"user\",\"content\":\"hello\"}", results.get(i));
            for (String body : List.of(first, second)) {
                Request.Builder request = request(rig, path, body, BOTH);
                Reply reply = rig.read(rig.caller()
                        .newCall(request.header("x-poe-gateway-session", "name:" + i)
                                .build()));
                assertEquals(200, reply.status(), reply.body());
            }
            JsonNode asked = bodies(rig, 0).getLast();
            assertEquals(List.of("user", "assistant", "tool", "tool"), roles(asked), path);
            assertEquals(2, asked.at("/messages/1/tool_calls").size());
            assertEquals("5", asked.at("/messages/2/content").asText());
            assertEquals("seven", asked.at("/messages/3/content").asText());
        }
    }

    private static final String USAGE =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                    + "\"choices\":[],\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":2,\"total_tokens\":22}}";

    private static String chunk(String delta, String finish) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}";
    }

    private static String call(int index, String id, String name, String arguments) {
        return "{\"index\":" + index + ",\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name
                + "\",\"arguments\":\"" + arguments + "\"}}";
    }

    private static Reply ask(Rig rig, String path, String model, boolean stream, String tools, String more) {
        return send(rig, path, body(path, model, stream, more), tools);
    }

    private static String body(String path, String model, boolean stream, String more) {
        String list = path.endsWith("responses") ? "input" : "messages";
        String options = path.endsWith("completions") && stream ? ",\"stream_options\":{\"include_usage\":true}" : "";
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + options
                + (path.endsWith("/messages") ? ",\"max_tokens\":500" : "") + ",\"" + list
                + "\":[{\"role\":\"user\",\"content\":\"hello\"}]" + more + "}";
    }

    private static Reply send(Rig rig, String path, String body, String tools) {
        return rig.read(rig.caller().newCall(request(rig, path, body, tools).build()));
    }

    private static Request.Builder request(Rig rig, String path, String body, String tools) {
        Request.Builder request = new Request.Builder()
                .url(rig.gateway().url() + path)
                .post(RequestBody.create(body, MediaType.get("application/json")));
        return tools.isEmpty() ? request : request.header("x-poe-gateway-tools", tools);
    }

    private static List<JsonNode> bodies(Rig rig, int from) {
        List<JsonNode> bodies = new ArrayList<>();
        rig.poe().arrivals().stream().skip(from).forEach(arrival -> {
            try {
                bodies.add(JSON.readTree(arrival.body()));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
        return bodies;
    }

    private static List<String> roles(JsonNode request) {
        return request.path("messages").findValuesAsText("role");
    }

    private static List<JsonNode> events(Reply reply, boolean stream) {
        List<JsonNode> events = new ArrayList<>();
        for (String line : stream ? reply.body().split("\n") : new String[] {"data: " + reply.body()}) {
            if (line.startsWith("data: {")) {
                try {
                    events.add(JSON.readTree(line.substring("data: ".length())));
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }
        }
        return events;
    }

    private static String words(List<JsonNode> events, boolean stream) {
        StringBuilder words = new StringBuilder();
        for (JsonNode event : events) {
            words.append(event.at("/choices/0/message/content").asText(""));
            words.append(event.at("/choices/0/delta/content").asText(""));
            words.append(event.at("/delta/text").asText(""));
            words.append(
                    event.path("type").asText().equals("response.output_text.delta")
                            ? event.path("delta").asText()
                            : "");
            if (!stream) {
                event.path("content")
                        .forEach(part -> words.append(part.path("text").asText("")));
                event.path("output")
                        .forEach(item -> item.path("content")
                                .forEach(part -> words.append(part.path("text").asText(""))));
            }
        }
        return words.toString();
    }

    private static void assertUsage(List<JsonNode> events, int input, int output) {
        JsonNode found = null;
        for (JsonNode event : events) {
            for (String place : List.of("/usage", "/response/usage")) {
                found = event.at(place).isObject() ? event.at(place) : found;
            }
        }
        assertTrue(found != null, events::toString);
        assertEquals(
                input,
                found.path("prompt_tokens").asInt(found.path("input_tokens").asInt()),
                events::toString);
        assertEquals(
                output,
                found.path("completion_tokens")
                        .asInt(found.path("output_tokens").asInt()));
    }
}
