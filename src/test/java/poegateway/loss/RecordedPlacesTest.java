package poegateway.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.conversation.ReplyAccumulator;
import poegateway.core.failure.FailureException;
import poegateway.core.text.KnownSecrets;
import poegateway.dialect.Codec;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.WireFormat;
import poegateway.dialect.messages.MessagesFormat;
import poegateway.dialect.poe.PoeErrors;
import poegateway.dialect.responses.ResponsesFormat;
import poegateway.wire.json.JsonEdits;

/**
 * Where each field of the recorded responses and messages lives in the values that belong to no dialect: a table in words, in
 * places.txt, that is held against the readers by changing each field and looking what changes. A field of a recording that the
 * table does not know fails. Runs with {@code -Dpoe.recordings=DIR} alone; {@code -Ddocs.write=true} writes the table anew.
 */
@Execution(ExecutionMode.CONCURRENT)
class RecordedPlacesTest {
    private static final Path TABLE = Path.of("src", "test", "resources", "poegateway", "loss", "places.txt");
    private static final String HEAD = """
            # Where each field of the recorded bodies of responses and messages lives in a Prompt or a Reply.
            # An extra lives in the Extras of what is around it; "its kind" is which of several values it becomes;
            # "must be so" is refused when it is anything else; "nowhere" is read by nobody.
            """;
    private static final int SHOWN_MAX = 3;
    private static final Map<String, WireFormat> FORMATS =
            new TreeMap<>(Map.of("messages", new MessagesFormat(), "responses", new ResponsesFormat()));

    @Test
    void everyFieldOfARecordingHasItsPlace() throws IOException {
        String folder = System.getProperty("poe.recordings", "");
        assumeTrue(!folder.isEmpty(), "no recordings are named");
        Map<String, Set<String>> found = new TreeMap<>();
        for (Path file : recordings(Path.of(folder))) {
            JsonNode recording = Probe.json(Files.readString(file));
            String dialect = file.getFileName().toString().split("-")[1];
            collect(dialect + " request", dialect, recording.at("/request/body"), found);
            if (recording.at("/response/status").asInt() == 200) {
                collect(dialect + " reply", dialect, recording.at("/response/body"), found);
            }
        }
        String table = HEAD
                + found.entrySet().stream()
                        .map(field -> field.getKey() + " | " + words(field.getValue()) + "\n")
                        .collect(Collectors.joining());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(TABLE, table);
        }
        assertEquals(Files.readString(TABLE), table);
    }

    private static List<Path> recordings(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("v1-(responses|messages)-.*\\.json"))
                    .sorted()
                    .toList();
        }
    }

    private static String words(Set<String> places) {
        String shown = places.stream().limit(SHOWN_MAX).collect(Collectors.joining(", "));
        return places.size() > SHOWN_MAX ? shown + ", …" : shown;
    }

    private static void collect(String what, String dialect, JsonNode body, Map<String, Set<String>> found) {
        boolean reply = what.endsWith("reply");
        Map<String, String> read = read(dialect, body, reply).orElseThrow();
        Places.leaves(body).forEach((place, value) -> {
            Optional<JsonNode> other = other(value);
            if (other.isPresent()) {
                JsonNode changed = body.deepCopy();
                Places.set(changed, place, other.get());
                found.computeIfAbsent(what + " | " + named(body, place), unused -> new TreeSet<>())
                        .addAll(lives(read, read(dialect, changed, reply)));
            }
        });
    }

    private static Set<String> lives(Map<String, String> read, Optional<Map<String, String>> changed) {
        if (changed.isEmpty()) {
            return Set.of("must be so");
        }
        Set<String> places = NeutralPlaces.changed(read, changed.get());
        boolean isKind = places.stream().anyMatch(place -> place.equals("kind") || place.endsWith(".kind"));
        if (places.isEmpty()) {
            return Set.of("nowhere");
        }
        return isKind ? Set.of("its kind") : places;
    }

    /** Another value of the same type; none for what says nothing. */
    private static Optional<JsonNode> other(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(TextNode.valueOf(value.textValue() + "~"));
        }
        if (value.isIntegralNumber()) {
            return Optional.of(LongNode.valueOf(value.longValue() + 1));
        }
        if (value.isNumber()) {
            return Optional.of(DoubleNode.valueOf(value.doubleValue() + 1));
        }
        return value.isBoolean() ? Optional.of(BooleanNode.valueOf(!value.booleanValue())) : Optional.empty();
    }

    /** The place, in which elements of lists are named by their type where they have one. */
    private static String named(JsonNode body, String place) {
        StringBuilder named = new StringBuilder();
        StringBuilder path = new StringBuilder();
        for (String step : place.split("(?=\\[)|(?=\\.)")) {
            path.append(step);
            boolean element = step.startsWith("[");
            String type =
                    element ? Places.get(body, path.toString()).path("type").asText() : "";
            named.append(element ? "[" + type + "]" : step);
        }
        return named.toString();
    }

    private static Optional<Map<String, String>> read(String dialect, JsonNode body, boolean reply) {
        Codec codec = Objects.requireNonNull(FORMATS.get(dialect)).codec().orElseThrow();
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        try {
            if (!reply) {
                return Optional.of(NeutralPlaces.of(codec.readRequest(bytes, "m")));
            }
            ReplyAccumulator steps = new ReplyAccumulator(codec.dialect());
            codec.replyReader(context()).whole(bytes, steps);
            return Optional.of(NeutralPlaces.of(steps.reply()));
        } catch (FailureException refused) {
            return Optional.empty();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ReplyContext context() {
        InstantSource clock = InstantSource.system();
        return new ReplyContext(
                "req-1",
                0,
                new Opening("m", false, true, JsonEdits.NONE),
                PoeErrors.of("m", Optional.empty(), clock, KnownSecrets.NONE));
    }
}
