package poegateway.pairs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import poegateway.conversation.Bounds;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.TranslatedFormat;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.json.JsonEdits;

/**
 * Replies whose events are lost, doubled, out of order or hold what nobody expects: they are read or fail by a failure with a name,
 * and what a caller of another dialect gets keeps to its form. The property {@code spoilt.seed} tries others.
 */
@Execution(ExecutionMode.CONCURRENT)
class SpoiltRepliesTest {
    private static final int ROUNDS = Integer.getInteger("spoilt.rounds", 200);
    private static final long SEED = Long.getLong("spoilt.seed", 5);
    private static final int LIMIT_BYTES = 1 << 20;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<JsonNode> ODD = List.of(
            NODES.nullNode(),
            NODES.booleanNode(true),
            NODES.numberNode(-1),
            NODES.numberNode(7),
            NODES.numberNode(1e300),
            NODES.textNode(""),
            NODES.textNode("x\n\nevent: done\ndata: {}\n\n"),
            NODES.textNode("text"),
            NODES.arrayNode(),
            NODES.arrayNode().add(7),
            NODES.arrayNode().addNull(),
            NODES.objectNode(),
            NODES.objectNode().put("type", "text"),
            NODES.objectNode().put("type", 7));

    static Stream<Arguments> pairs() {
        return Stream.of(RecordedCaller.CHAT, RecordedCaller.RESPONSES, RecordedCaller.MESSAGES, RecordedCaller.BOT)
                .flatMap(model -> Stream.of(RecordedCaller.values()).map(caller -> Arguments.of(caller, model)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aSpoiltReplyIsReadOrFailsByName(RecordedCaller caller, RecordedCaller model) throws IOException {
        WireFormat way = way(caller, model);
        Random random = new Random(SEED);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] stream = spoilt(model, random).getBytes(UTF_8);
            try {
                read += streams(way, caller, model, stream) ? 1 : 0;
                joins(way, caller, stream);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("round " + round + ": " + broken + "\n" + new String(stream, UTF_8), broken);
            }
        }
        assertTrue(read > ROUNDS / 20, "too few were read: " + read);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aSpoiltWholeReplyIsReadOrFailsByName(RecordedCaller caller, RecordedCaller model) {
        if (model == RecordedCaller.BOT) {
            return; // which has none
        }
        Random random = new Random(SEED);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String whole = "data: " + SpoiltSamples.of(model) + "\n\n";
            for (int spoils = 1 + random.nextInt(3); spoils > 0; spoils--) {
                whole = odd(whole, random);
            }
            byte[] body = whole.substring("data: ".length()).getBytes(UTF_8);
            try {
                read += wholes(way(caller, model), caller, model, body) ? 1 : 0;
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("round " + round + ": " + broken + "\n" + whole, broken);
            }
        }
        assertTrue(read > ROUNDS / 20, "too few were read: " + read);
    }

    private static boolean wholes(WireFormat way, RecordedCaller caller, RecordedCaller model, byte[] body) {
        try {
            WholeReply read = way.whole(body, context());
            if (caller != RecordedCaller.BOT && caller != model) {
                caller.whole(RecordedCaller.json(read.edits().apply(read.body())));
            }
            byte[] stream = way.wholeToStream(body, way.wholeForStream(body, context()), context())
                    .orElseThrow();
            if (caller != model) {
                caller.streamed(new String(stream, UTF_8));
            }
            return true;
        } catch (FailureException failed) {
            assertTrue(failed.failure().status() >= 400);
            return false;
        }
    }

    private static WireFormat way(RecordedCaller caller, RecordedCaller model) {
        return caller == model ? caller.format() : new TranslatedFormat(caller.format(), model.format(), Bounds.NONE);
    }

    private static boolean streams(WireFormat way, RecordedCaller caller, RecordedCaller model, byte[] bytes)
            throws IOException {
        ReplyStream stream = way.stream(context(), LIMIT_BYTES, MemoryLease.UNCOUNTED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            stream.feed(bytes, 0, bytes.length, out);
            if (!stream.done()) {
                stream.end(true, out);
            }
        } catch (FailureException failed) {
            out.writeBytes(stream.errorEvent(failed.failure()));
            assertTrue(out.toString(UTF_8).endsWith("\n\n"));
            return false;
        }
        if (caller != model) {
            caller.streamed(out.toString(UTF_8));
        }
        return true;
    }

    private static void joins(WireFormat way, RecordedCaller caller, byte[] bytes) {
        if (caller == RecordedCaller.BOT) {
            return;
        }
        ReplyAssembler whole =
                way.streamToWhole(context(), LIMIT_BYTES, LIMIT_BYTES).orElseThrow();
        try {
            whole.feed(bytes, 0, bytes.length);
            caller.whole(RecordedCaller.json(whole.end(true).body()));
        } catch (FailureException failed) {
            assertTrue(failed.failure().status() >= 400);
        }
    }

    private static String spoilt(RecordedCaller model, Random random) {
        List<String> events = new ArrayList<>(
                List.of(RecordedStream.of(model, SpoiltSamples.of(model)).split("(?<=\n\n)")));
        for (int spoils = 1 + random.nextInt(3); spoils > 0; spoils--) {
            int at = random.nextInt(events.size());
            switch (random.nextInt(8)) {
                case 0 -> events.remove(at);
                case 1 -> events.add(random.nextInt(events.size()), events.get(at));
                case 2 -> Collections.swap(events, at, random.nextInt(events.size()));
                case 3 -> events.subList(at, events.size()).clear();
                default -> events.set(at, odd(events.get(at), random));
            }
            if (events.isEmpty()) {
                return "";
            }
        }
        return String.join("", events);
    }

    /** The event with one value replaced or taken out. */
    private static String odd(String event, Random random) {
        int data = event.indexOf("data: {");
        if (data < 0) {
            return event;
        }
        JsonNode root =
                RecordedCaller.json(event.substring(data + "data: ".length()).getBytes(UTF_8));
        List<JsonNode> holders = new ArrayList<>();
        collect(root, holders);
        if (holders.isEmpty()) {
            return event;
        }
        JsonNode holder = holders.get(random.nextInt(holders.size()));
        int which = random.nextInt(holder.size());
        JsonNode value = random.nextInt(4) == 0 ? null : ODD.get(random.nextInt(ODD.size()));
        if (holder instanceof ArrayNode array) {
            array.remove(which);
            if (value != null) {
                array.insert(which, value);
            }
        } else if (holder instanceof ObjectNode object) {
            String name = new ArrayList<>(object.properties()).get(which).getKey();
            if (value == null) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        }
        return event.substring(0, data) + "data: " + root + "\n\n";
    }

    private static void collect(JsonNode node, List<JsonNode> holders) {
        if (node.isContainerNode() && !node.isEmpty()) {
            holders.add(node);
            node.forEach(child -> collect(child, holders));
        }
    }

    private static ReplyContext context() {
        Opening opening = new Opening("Some-Model", true, true, JsonEdits.NONE);
        return new ReplyContext("req-1", 1_774_561_949L, opening, PoeErrors.of("Some-Model"));
    }
}
