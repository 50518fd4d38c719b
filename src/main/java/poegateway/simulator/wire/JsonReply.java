package poegateway.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Script.Framing;
import poegateway.simulator.script.Script.Piece;

/** Whole replies of the simulator itself, as opposed to those of the Poe that it simulates. */
public final class JsonReply {
    private JsonReply() {}

    static Script of(int status, String json) {
        Piece body = new Piece(json.getBytes(StandardCharsets.UTF_8), Pause.NONE);
        return new Script(
                status, Map.of("content-type", "application/json"), Framing.CONTENT_LENGTH, List.of(body), Mishap.NONE);
    }

    public static Script error(int status, String message) {
        return of(status, "{\"error\":{\"message\":" + quoted(message) + "}}");
    }

    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> append(json, (char) c));
        return json.append('"').toString();
    }

    private static void append(StringBuilder json, char c) {
        if (c == '"' || c == '\\') {
            json.append('\\').append(c);
        } else if (c < 0x20) {
            json.append(String.format("\\u%04x", (int) c));
        } else {
            json.append(c);
        }
    }
}
