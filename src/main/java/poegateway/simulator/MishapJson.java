package poegateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import poegateway.simulator.script.Mishap;

/** The JSON form of a {@link Mishap}: its name in snake case under {@code type}, and its numbers. */
final class MishapJson {
    private static final int MAX_NUMBER = Integer.MAX_VALUE;

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            plain("none", new Mishap.None()),
            plain("close_before_head", new Mishap.CloseBeforeHead()),
            plain("reset_before_head", new Mishap.ResetBeforeHead()),
            plain("hang_before_head", new Mishap.HangBeforeHead()),
            after("reset_mid_body", Mishap.ResetMidBody::new),
            after("close_mid_body", Mishap.CloseMidBody::new),
            after("end_early", Mishap.EndEarly::new),
            after("hang_mid_body", Mishap.HangMidBody::new),
            kind(
                    "drip",
                    Set.of("bytes_per_write", "pause_ms"),
                    mishap -> new Mishap.Drip(
                            number(mishap, "bytes_per_write", 1, 1),
                            Duration.ofMillis(number(mishap, "pause_ms", 1, 0)))),
            kind(
                    "endless_line",
                    Set.of("after_pieces", "bytes"),
                    mishap -> new Mishap.EndlessLine(
                            number(mishap, "after_pieces", 0, 0), number(mishap, "bytes", 64 << 20, 1))),
            kind("gzip", Set.of("truncated"), mishap -> new Mishap.Gzip(truncated(mishap))),
            after("bad_chunk_size", Mishap.BadChunkSize::new),
            kind("huge_header", Set.of("bytes"), mishap -> new Mishap.HugeHeader(number(mishap, "bytes", 500_000, 1))),
            plain("bad_status_line", new Mishap.BadStatusLine()),
            plain("informational_first", new Mishap.InformationalFirst()),
            plain("refuse_stream", new Mishap.RefuseStream()),
            plain("go_away", new Mishap.GoAway()));

    private MishapJson() {}

    private record Kind(Set<String> keys, Function<JsonNode, Mishap> reader) {}

    /** The words that {@code type} may be. */
    static Set<String> types() {
        return KINDS.keySet();
    }

    /**
     * Reads a mishap.
     *
     * @throws IllegalArgumentException when it is none, saying what would be
     */
    static Mishap read(JsonNode mishap) {
        if (!mishap.isObject()) {
            throw new IllegalArgumentException("\"mishap\" must be an object such as {\"type\":\"reset_mid_body\"}.");
        }
        String type = mishap.path("type").asText();
        Kind kind = KINDS.get(type);
        if (kind == null) {
            throw new IllegalArgumentException(
                    "There is no mishap \"" + type + "\"; there are " + new TreeSet<>(KINDS.keySet()) + ".");
        }
        mishap.fieldNames().forEachRemaining(key -> {
            if (!key.equals("type") && !kind.keys().contains(key)) {
                throw new IllegalArgumentException("The mishap \"" + type + "\" has no key \"" + key + "\"; it has "
                        + new TreeSet<>(kind.keys()) + ".");
            }
        });
        return kind.reader().apply(mishap);
    }

    private static Map.Entry<String, Kind> kind(String name, Set<String> keys, Function<JsonNode, Mishap> reader) {
        return Map.entry(name, new Kind(keys, reader));
    }

    private static Map.Entry<String, Kind> plain(String name, Mishap mishap) {
        return kind(name, Set.of(), json -> mishap);
    }

    private static Map.Entry<String, Kind> after(String name, Function<Integer, Mishap> make) {
        return kind(name, Set.of("after_pieces"), mishap -> make.apply(number(mishap, "after_pieces", 0, 0)));
    }

    private static int number(JsonNode mishap, String key, int usual, int least) {
        JsonNode value = mishap.path(key);
        if (value.isMissingNode()) {
            return usual;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < least) {
            throw new IllegalArgumentException("\"" + key + "\" must be a whole number from " + least + " to "
                    + MAX_NUMBER + ", not " + value + ".");
        }
        return value.intValue();
    }

    private static boolean truncated(JsonNode mishap) {
        JsonNode value = mishap.path("truncated");
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException("\"truncated\" must be true or false, not " + value + ".");
        }
        return value.asBoolean();
    }
}
