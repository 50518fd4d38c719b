package poegateway.loss;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.conversation.Bounds;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.core.text.KnownSecrets;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.TranslatedFormat;
import poegateway.dialect.WholeReply;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.json.JsonEdits;

/**
 * The way of replies from models of one dialect to callers of another.
 *
 * @param streamed whether the caller gets a stream
 */
record ReplyWay(LossDialects.Model model, LossDialects.Caller caller, boolean streamed) {
    private static final int LIMIT_BYTES = 1 << 20;

    /** What a caller gets: the values by their places, and the names of what was lost. */
    private record Got(Map<String, JsonNode> leaves, List<String> lost) {}

    /** Whether replies of that form come here: a bot speaks in streams alone, others as they were asked. */
    boolean takes(Probe probe) {
        boolean stream = probe.with().isArray();
        if (caller.name().equals(model.name())) {
            return false; // its bytes pass
        }
        if (caller.name().equals("bot")) {
            return streamed;
        }
        return model.name().equals("bot") || stream == streamed;
    }

    Outcome outcome(Probe probe) {
        boolean inHeader =
                caller.name().equals("bot") && Places.last(probe.place()).equals("model");
        if (probe.ownAffair() || inHeader) {
            return new Outcome.Kept();
        }
        Got with;
        Got without;
        try {
            with = got(probe.with());
            without = got(probe.without());
        } catch (FailureException refused) {
            return new Outcome.Lost("refused: " + refused.failure().message());
        }
        List<String> places = RequestWay.changed(with.leaves, without.leaves);
        if (!places.isEmpty() && RequestWay.shows(with.leaves, places, probe.value())) {
            return new Outcome.Expressed(RequestWay.marked(with.leaves, places));
        }
        List<String> lost = new ArrayList<>(with.lost);
        lost.removeAll(without.lost);
        boolean around = without.lost.contains("reply.tool_calls") || without.lost.contains("reply.reasoning");
        if (!lost.isEmpty() || around) {
            return new Outcome.Dropped(with.lost);
        }
        return probe.with().isArray()
                ? new Outcome.Untold()
                : new Outcome.Lost(places.isEmpty() ? "it changes nothing" : "its value is not at " + places);
    }

    private Got got(JsonNode reply) {
        TranslatedFormat format = new TranslatedFormat(caller.format(), model.format(), Bounds.NONE);
        try {
            return reply.isArray() ? ofStream(format, reply) : ofWhole(format, reply);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Got ofWhole(TranslatedFormat format, JsonNode reply) {
        byte[] body = bytes(reply.toString());
        if (!streamed) {
            WholeReply whole = format.whole(body, context());
            return new Got(Places.leaves(Probe.json(text(whole.body()))), whole.lost());
        }
        WholeReply read = format.wholeForStream(body, context());
        byte[] events = format.wholeToStream(body, read, context()).orElseThrow();
        return new Got(events(text(events)), read.lost());
    }

    private Got ofStream(TranslatedFormat format, JsonNode events) throws IOException {
        byte[] bytes = bytes(written(events));
        if (streamed) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ReplyStream stream = format.stream(context(), LIMIT_BYTES, MemoryLease.UNCOUNTED);
            stream.feed(bytes, 0, bytes.length, out);
            stream.end(true, out);
            return new Got(events(out.toString(StandardCharsets.UTF_8)), List.of());
        }
        ReplyAssembler whole =
                format.streamToWhole(context(), LIMIT_BYTES, LIMIT_BYTES).orElseThrow();
        whole.feed(bytes, 0, bytes.length);
        WholeReply read = whole.end(true);
        return new Got(Places.leaves(Probe.json(text(read.body()))), read.lost());
    }

    private String written(JsonNode events) {
        StringBuilder stream = new StringBuilder();
        for (JsonNode event : events) {
            JsonNode data = event.has("event") ? event.path("data") : event;
            String name = event.path("event").asText(event.path("type").asText());
            stream.append(name.isEmpty() ? "" : "event: " + name + "\n");
            stream.append("data: ").append(data).append("\n\n");
        }
        return model.name().equals("chat") ? stream + "data: [DONE]\n\n" : stream.toString();
    }

    /** The values of all events, each by the name of its event and its place there. */
    private static Map<String, JsonNode> events(String stream) {
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (String frame : stream.split("\n\n")) {
            String event = frame.startsWith("event: ") ? frame.substring(7, frame.indexOf('\n')) : "";
            String data = frame.replaceFirst("(?s)^.*?data: ", "");
            if (data.startsWith("{")) {
                int number = numbers.merge(event, 1, Integer::sum);
                String before = event.isEmpty() ? "" : event.replace("response.", "") + ": ";
                Places.leaves(Probe.json(data))
                        .forEach((place, value) -> leaves.put(number + " " + before + place, value));
            }
        }
        return leaves;
    }

    private ReplyContext context() {
        return new ReplyContext(
                "req-1",
                1_700_000_000,
                new Opening("m", streamed, true, JsonEdits.NONE),
                PoeErrors.of("m", Optional.empty(), InstantSource.system(), KnownSecrets.NONE));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
