package poegateway.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.SimulatedRequest;

/** Asks a responder whose time and ids are fixed, and reads what it wrote. */
public final class SimulatorFixture {
    public static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    public static final String TOOLS = """
            "tools":[{"type":"function","function":{"name":"getWeather","parameters":{"type":"object",\
            "properties":{"location":{"type":"string"}},"required":["location"]}}},\
            {"type":"function","function":{"name":"getTime","parameters":{"type":"object",\
            "properties":{"hours":{"type":"integer","minimum":3}}}}}]""";

    private static final JsonMapper MAPPER = new JsonMapper();

    private SimulatorFixture() {}

    public static PoeResponder responder(Manner manner) {
        return new PoeResponder(manner, pause -> {}, InstantSource.fixed(NOW), new AtomicLong()::incrementAndGet);
    }

    public static PoeResponder responder() {
        return responder(Manner.PROMPT);
    }

    /** A chat request with a good key. */
    public static Script chat(PoeResponder responder, String body) {
        return chat(responder, body, Map.of());
    }

    public static Script chat(PoeResponder responder, String body, Map<String, String> more) {
        var headers = new HashMap<>(Map.of("authorization", "Bearer good"));
        headers.putAll(more);
        return responder.scriptFor(new SimulatedRequest(
                "POST", "/v1/chat/completions", "", headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    public static Script ask(PoeResponder responder, String model, boolean stream, String more) {
        return chat(responder, request(model, "hello", stream, more));
    }

    /** A request of one user message; {@code more} are further fields, or nothing. */
    public static String request(String model, String userText, boolean stream, String more) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + userText + "\"}]" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    static byte[] bytes(Script script) {
        var all = new ByteArrayOutputStream();
        script.pieces().forEach(piece -> all.writeBytes(piece.bytes()));
        return all.toByteArray();
    }

    public static String text(Script script) {
        return new String(bytes(script), StandardCharsets.UTF_8);
    }

    public static JsonNode json(Script script) {
        return json(text(script));
    }

    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** The payloads of a stream in plain framing. */
    public static List<String> payloads(Script script) {
        var payloads = new ArrayList<String>();
        for (String event : text(script).split("\n\n", -1)) {
            if (!event.isEmpty()) {
                payloads.add(event.substring("data: ".length()));
            }
        }
        return payloads;
    }

    /** The chunks of a stream in plain framing, {@code [DONE]} left out. */
    public static List<JsonNode> chunks(Script script) {
        return payloads(script).stream()
                .filter(payload -> !payload.equals("[DONE]"))
                .map(SimulatorFixture::json)
                .toList();
    }

    /** The texts of one field of the deltas, joined. */
    public static String joined(Script script, String field) {
        var joined = new StringBuilder();
        for (JsonNode chunk : chunks(script)) {
            joined.append(
                    chunk.path("choices").path(0).path("delta").path(field).asText(""));
        }
        return joined.toString();
    }

    /** The names of all keys with the way to them, such as {@code choices[].index}. */
    public static Set<String> keys(JsonNode json) {
        var keys = new TreeSet<String>();
        gather(json, "", keys);
        return keys;
    }

    private static void gather(JsonNode json, String way, Set<String> keys) {
        json.properties().forEach(field -> {
            keys.add(way + field.getKey());
            gather(field.getValue(), way + field.getKey() + ".", keys);
        });
        if (json.isArray()) {
            json.forEach(item -> gather(item, way.substring(0, way.length() - 1) + "[].", keys));
        }
    }

    /** A stand-in for a recorded shape. */
    public static JsonNode shape(String name) {
        try (InputStream in = SimulatorFixture.class.getResourceAsStream("shapes/" + name + ".json")) {
            if (in == null) {
                throw new AssertionError("no shape " + name);
            }
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
