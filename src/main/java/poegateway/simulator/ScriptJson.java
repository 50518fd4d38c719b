package poegateway.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import poegateway.simulator.chat.ChunkForm;
import poegateway.simulator.script.Delayer;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.QueuedScript;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Script.Framing;
import poegateway.simulator.script.Script.Piece;
import poegateway.simulator.script.Scripts;

/**
 * Reads scripts in JSON, as {@code POST /simulator/scripts} takes them: one object or an array of them. The body of a
 * script is given by one of {@code pieces}, {@code json}, {@code events} or {@code model}; see
 * {@code docs/simulator.md}. Unknown keys are errors.
 */
final class ScriptJson {
    /** Most scripts in one document. */
    static final int MAX_SCRIPTS = 1_000;
    /** Most pieces or events of one script. */
    static final int MAX_PIECES = 10_000;
    /** Longest wait before a piece. */
    static final long MAX_DELAY_MILLIS = 600_000;

    /** Keys that any script may have. */
    private static final Set<String> COMMON = Set.of("path", "token", "status", "headers", "framing", "mishap");

    /** Each form of the body, and the keys that go with it alone. */
    private static final Map<String, Set<String>> BODIES = Map.of(
            "pieces", Set.of(),
            "json", Set.of("delay_ms"),
            "events", Set.of("delay_ms", "done"),
            "model", Set.of("stream"));

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[ -~\\t]*");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Delayer delayer;
    private final PoeResponder responder;

    /** {@code delayer} lets {@code delay_ms} pass; {@code responder} answers {@code model}. */
    ScriptJson(Delayer delayer, PoeResponder responder) {
        this.delayer = delayer;
        this.responder = responder;
    }

    /**
     * Reads scripts.
     *
     * @throws IllegalArgumentException when there is none to be read, with a sentence for the person who wrote it
     */
    List<QueuedScript> read(byte[] json) {
        JsonNode document = document(json);
        if (document.isObject()) {
            return List.of(queued(document));
        }
        if (!document.isArray() || document.isEmpty() || document.size() > MAX_SCRIPTS) {
            throw wrong("Send one script as a JSON object, or 1 to " + MAX_SCRIPTS + " of them in an array");
        }
        var scripts = new ArrayList<QueuedScript>();
        document.forEach(item -> scripts.add(queued(item)));
        return List.copyOf(scripts);
    }

    private static JsonNode document(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The body is not JSON in UTF-8.", e);
        }
    }

    private QueuedScript queued(JsonNode json) {
        Script script = script(json);
        String path = json.has("path") ? text(json, "path") : QueuedScript.ANY_PATH;
        Optional<String> token = json.has("token") ? Optional.of(text(json, "token")) : Optional.empty();
        return new QueuedScript(path, token, script);
    }

    private Script script(JsonNode json) {
        if (!json.isObject()) {
            throw wrong("A script must be a JSON object, not "
                    + json.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        List<String> bodies =
                BODIES.keySet().stream().filter(json::has).sorted().toList();
        if (bodies.size() != 1) {
            throw wrong(
                    "A script must have exactly one of " + new TreeSet<>(BODIES.keySet()) + "; this one has " + bodies);
        }
        checkKeys(json, keysBeside(bodies.getFirst()), "A script with \"" + bodies.getFirst() + "\"");
        Script plain = body(bodies.getFirst(), json);
        Framing framing = json.has("framing") ? framing(json.path("framing")) : plain.framing();
        Mishap mishap = json.has("mishap") ? MishapJson.read(json.path("mishap")) : plain.mishap();
        return new Script(
                status(json.path("status"), plain.status()),
                headers(json, plain.headers()),
                framing,
                plain.pieces(),
                mishap);
    }

    private static Set<String> keysBeside(String body) {
        var keys = new TreeSet<>(COMMON);
        keys.add(body);
        keys.addAll(BODIES.getOrDefault(body, Set.of()));
        return keys;
    }

    private Script body(String form, JsonNode json) {
        return switch (form) {
            case "model" ->
                responder.scriptOf(
                        json.path("path").asText(),
                        text(json, "model"),
                        json.path("stream").asBoolean());
            case "json" -> pause(Scripts.json(200, json.path("json").toString()), json);
            case "events" -> pause(Scripts.sse(payloads(json).toArray(String[]::new)), json);
            default -> Scripts.streamOf(pieces(json.path("pieces")));
        };
    }

    private static List<String> payloads(JsonNode json) {
        var payloads = new ArrayList<String>();
        for (JsonNode event : array(json.path("events"), "events")) {
            payloads.add(event.isTextual() ? event.textValue() : event.toString());
        }
        if (json.path("done").asBoolean()) {
            payloads.add(ChunkForm.DONE);
        }
        return payloads;
    }

    private List<Piece> pieces(JsonNode array) {
        var pieces = new ArrayList<Piece>();
        for (JsonNode piece : array(array, "pieces")) {
            pieces.add(piece.isTextual() ? Scripts.piece(piece.textValue()) : piece(piece));
        }
        return pieces;
    }

    private Piece piece(JsonNode piece) {
        checkKeys(piece, Set.of("text", "base64", "delay_ms"), "A piece");
        if (piece.has("text") == piece.has("base64")) {
            throw wrong("A piece must have either \"text\" or \"base64\"");
        }
        byte[] bytes = piece.has("text")
                ? text(piece, "text").getBytes(StandardCharsets.UTF_8)
                : base64(text(piece, "base64"));
        return new Piece(bytes, delay(piece));
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"base64\" is no base64: " + e.getMessage(), e);
        }
    }

    /** The same script with {@code delay_ms} before each of its pieces. */
    private Script pause(Script script, JsonNode json) {
        Pause delay = delay(json);
        List<Piece> pieces = script.pieces().stream()
                .map(piece -> new Piece(piece.bytes(), delay))
                .toList();
        return new Script(script.status(), script.headers(), script.framing(), pieces, script.mishap());
    }

    private Pause delay(JsonNode json) {
        JsonNode millis = json.path("delay_ms");
        if (millis.isMissingNode()) {
            return Pause.NONE;
        }
        if (!millis.isIntegralNumber() || millis.asLong() < 0 || millis.asLong() > MAX_DELAY_MILLIS) {
            throw wrong("\"delay_ms\" must be a whole number from 0 to " + MAX_DELAY_MILLIS + ", not " + millis);
        }
        Duration wait = Duration.ofMillis(millis.asLong());
        return () -> delayer.delay(wait);
    }

    private static int status(JsonNode status, int usual) {
        if (status.isMissingNode()) {
            return usual;
        }
        if (!status.isIntegralNumber() || status.asLong() < 200 || status.asLong() > 599) {
            throw wrong("\"status\" must be a whole number from 200 to 599, not " + status);
        }
        return status.asInt();
    }

    private static Map<String, String> headers(JsonNode json, Map<String, String> usual) {
        var headers = new HashMap<>(usual);
        JsonNode given = json.path("headers");
        if (!given.isMissingNode() && !given.isObject()) {
            throw wrong("\"headers\" must be an object of strings");
        }
        given.properties().forEach(header -> {
            String value = text(given, header.getKey());
            if (!HEADER_NAME.matcher(header.getKey()).matches()
                    || !HEADER_VALUE.matcher(value).matches()) {
                throw wrong("\"" + header.getKey() + "\" cannot be sent as a header, or its value cannot");
            }
            headers.put(header.getKey().toLowerCase(Locale.ROOT), value);
        });
        return headers;
    }

    private static Framing framing(JsonNode framing) {
        return switch (framing.asText()) {
            case "chunked" -> Framing.CHUNKED;
            case "content_length" -> Framing.CONTENT_LENGTH;
            case "until_close" -> Framing.UNTIL_CLOSE;
            default ->
                throw wrong("\"framing\" must be \"chunked\", \"content_length\" or \"until_close\", not " + framing);
        };
    }

    private static JsonNode array(JsonNode array, String name) {
        if (!array.isArray() || array.size() > MAX_PIECES) {
            throw wrong("\"" + name + "\" must be an array of at most " + MAX_PIECES);
        }
        return array;
    }

    private static String text(JsonNode json, String key) {
        if (!json.path(key).isTextual()) {
            throw wrong("\"" + key + "\" must be a string, not " + json.path(key));
        }
        return json.path(key).textValue();
    }

    private static void checkKeys(JsonNode json, Set<String> keys, String what) {
        json.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                throw wrong(what + " has no key \"" + key + "\"; it may have " + new TreeSet<>(keys));
            }
        });
    }

    private static IllegalArgumentException wrong(String sentence) {
        return new IllegalArgumentException(sentence + ".");
    }
}
