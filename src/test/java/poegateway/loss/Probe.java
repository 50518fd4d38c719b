package poegateway.loss;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One field of a dialect, in a document that has it and in the same document without it, or with another value.
 *
 * @param place of the field in the document
 * @param value that it has there
 * @param with the document that has it
 * @param without the other
 * @param ownAffair whether it is between caller and gateway, so that no model is told
 */
record Probe(String place, JsonNode value, JsonNode with, JsonNode without, boolean ownAffair) {
    private static final String OWN_AFFAIR = "~ ";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BODY = "body ";

    /**
     * The probes of a list among the resources. A line {@code body NAME = JSON} names a document; a line {@code PLACE | NAME |
     * VALUE} puts a value into it, and {@code | OTHER} behind that gives the value that it is compared with, where the
     * document cannot do without. A mark {@code ~} before it says that the field is between caller and gateway.
     */
    static List<Probe> list(String resource) {
        Map<String, JsonNode> bodies = new HashMap<>();
        List<Probe> probes = new ArrayList<>();
        text(resource)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> {
                    if (line.startsWith(BODY)) {
                        String[] pair = line.substring(BODY.length()).split(" = ", 2);
                        bodies.put(pair[0], json(pair[1]));
                    } else {
                        probes.add(probe(line.split(" \\| "), bodies));
                    }
                });
        return probes;
    }

    /** Whether both documents have the field, with another value each. */
    boolean isInBoth() {
        return !Places.get(without, place).isMissingNode();
    }

    byte[] bytesWith() {
        return with.toString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] bytesWithout() {
        return without.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Probe probe(String[] columns, Map<String, JsonNode> bodies) {
        boolean ownAffair = columns[0].startsWith(OWN_AFFAIR);
        String place = (ownAffair ? columns[0].substring(OWN_AFFAIR.length()) : columns[0]).strip();
        JsonNode body = Objects.requireNonNull(bodies.get(columns[1].strip()), () -> "no body for " + place);
        JsonNode value = json(columns[2]);
        JsonNode with = body.deepCopy();
        Places.set(with, place, value);
        JsonNode without = with.deepCopy();
        if (columns.length > 3) {
            Places.set(without, place, json(columns[3]));
        } else {
            Places.remove(without, place);
        }
        return new Probe(place, value, with, without, ownAffair);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = Probe.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
