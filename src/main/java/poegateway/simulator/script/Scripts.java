package poegateway.simulator.script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.script.Script.Framing;
import poegateway.simulator.script.Script.Piece;

/** Ready-made replies, for tests that queue what the simulator answers next. */
public final class Scripts {
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream; charset=utf-8";

    private Scripts() {}

    /** A whole reply in JSON. */
    public static Script json(int status, String body) {
        return json(status, body, Map.of());
    }

    /** A whole reply in JSON with further headers (names in lower case). */
    public static Script json(int status, String body, Map<String, String> headers) {
        return whole(status, JSON, body, headers);
    }

    /** A whole reply of any type; chunked when it is a 200 and with its length else, as was recorded. */
    public static Script whole(int status, String contentType, String body, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("content-type", contentType);
        Framing framing = status == 200 ? Framing.CHUNKED : Framing.CONTENT_LENGTH;
        return new Script(status, all, framing, List.of(piece(body)), Mishap.NONE);
    }

    /** Poe's form of an error. */
    public static Script error(int status, String type, String message) {
        String error = "{\"message\":" + JsonWords.quote(message) + ",\"type\":" + JsonWords.quote(type) + "}";
        return json(status, "{\"error\":" + error + "}");
    }

    /** A stream of events, each given as the payload of its {@code data:} line; none is added. */
    public static Script sse(String... payloads) {
        return stream(List.of(payloads).stream().map(Scripts::event).toList());
    }

    /** A stream of raw bytes; each array is written and flushed by itself. */
    public static Script stream(List<byte[]> pieces) {
        var waiting = new ArrayList<Piece>();
        pieces.forEach(bytes -> waiting.add(new Piece(bytes, Pause.NONE)));
        return streamOf(waiting);
    }

    /** A stream of pieces that may wait for time or for a gate. */
    public static Script streamOf(List<Piece> pieces) {
        return new Script(
                200, Map.of("content-type", EVENTS, "cache-control", "no-cache"), Framing.CHUNKED, pieces, Mishap.NONE);
    }

    /** A redirect to another place. */
    public static Script redirect(String location) {
        return new Script(301, Map.of("location", location), Framing.CONTENT_LENGTH, List.of(), Mishap.NONE);
    }

    /** A piece that is sent at once. */
    public static Piece piece(String text) {
        return piece(text, Pause.NONE);
    }

    /** A piece that waits first. */
    public static Piece piece(String text, Pause before) {
        return new Piece(text.getBytes(StandardCharsets.UTF_8), before);
    }

    /** The bytes of an event with that payload, its blank line included. */
    public static byte[] event(String payload) {
        return ("data: " + payload + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
