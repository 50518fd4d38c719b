package poegateway.simulator.bot;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import poegateway.simulator.PoeResponder;
import poegateway.simulator.SimulatorFixture;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.SimulatedRequest;

/** Asks bots of a responder whose time and ids are fixed, and reads what they stream. */
final class BotPeer {
    /** A message of a user. */
    static final String HELLO = "{\"role\":\"user\",\"content\":\"hello\"}";

    static final String TOOLS = """
            "tools":[{"type":"function","function":{"name":"getWeather","description":"d","parameters":\
            {"type":"object","properties":{"location":{"type":"string"}},"required":["location"]}}},\
            {"type":"function","function":{"name":"getTime","description":"d","parameters":\
            {"type":"object","properties":{"zone":{"type":"string"}},"required":["zone"]}}}]""";

    private final PoeResponder responder = SimulatorFixture.responder();

    /** An event as it came. */
    record Seen(String name, String data) {
        JsonNode json() {
            return SimulatorFixture.json(data);
        }
    }

    /** A lean query of these messages; {@code more} are further fields, or nothing. */
    static String query(String messages, String more) {
        return "{\"version\":\"1.2\",\"type\":\"query\",\"query\":[" + messages
                + "],\"user_id\":\"\",\"conversation_id\":\"\",\"message_id\":\"\""
                + (more.isEmpty() ? "" : "," + more) + "}";
    }

    Script ask(String bot) {
        return post(bot, query(HELLO, ""));
    }

    /** A request to the bot of that name, percent-encoded, with a good key. */
    Script post(String bot, String body) {
        return post(bot, body, "Bearer good");
    }

    Script post(String bot, String body, String authorization) {
        return responder.scriptFor(new SimulatedRequest(
                "POST",
                "/bot/" + bot,
                "",
                Map.of("authorization", authorization),
                body.getBytes(StandardCharsets.UTF_8)));
    }

    static List<Seen> events(Script script) {
        var events = new ArrayList<Seen>();
        for (String event : SimulatorFixture.text(script).split("\n\n", -1)) {
            if (!event.isEmpty()) {
                String[] lines = event.split("\n", 2);
                events.add(new Seen(lines[0].substring("event: ".length()), lines[1].substring("data: ".length())));
            }
        }
        return events;
    }

    /** The names of the events, each run of equal ones once. */
    static String names(Script script) {
        var names = new ArrayList<String>();
        for (Seen event : events(script)) {
            if (names.isEmpty() || !names.getLast().equals(event.name())) {
                names.add(event.name());
            }
        }
        return String.join(" ", names);
    }

    /** What a reader of the protocol has in the end: texts appended, or thrown away by a replacement. */
    static String text(Script script) {
        var text = new StringBuilder();
        for (Seen event : events(script)) {
            if (event.name().equals("replace_response")) {
                text.setLength(0);
            }
            if (event.name().equals("text") || event.name().equals("replace_response")) {
                text.append(event.json().path("text").asText());
            }
        }
        return text.toString();
    }

    /** The last event of that name. */
    static JsonNode last(Script script, String name) {
        return events(script).reversed().stream()
                .filter(event -> event.name().equals(name))
                .findFirst()
                .orElseThrow()
                .json();
    }
}
