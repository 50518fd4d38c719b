package poegateway.pairs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.conversation.Bounds;
import poegateway.core.MemoryLease;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.TranslatedFormat;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.Bytes;
import poegateway.wire.json.JsonEdits;

/**
 * Every recorded reply of Poe's, to callers of every dialect, whole and as a stream that is cut anywhere. Runs when
 * {@code -Dpoe.recordings=DIR} names a folder with them; else there is nothing to do.
 */
@Execution(ExecutionMode.CONCURRENT)
class RecordedExchangesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT_BYTES = 1 << 20;
    private static final int SPLITS = 4;
    private static final Map<String, RecordedCaller> DIALECTS = Map.of(
            "v1-chat-completions-", RecordedCaller.CHAT,
            "v1-responses-", RecordedCaller.RESPONSES,
            "v1-messages-", RecordedCaller.MESSAGES);

    /** A reply as it was recorded, and what it says. */
    private record Recording(RecordedCaller dialect, ObjectNode reply) {
        byte[] body() {
            return reply.toString().getBytes(UTF_8);
        }

        Spoken said() {
            return dialect.whole(reply);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyRecordedReplyReachesItsOwnCallersUnchanged() throws IOException {
        return recordings(recording -> {
            WireFormat format = recording.dialect().format();
            byte[] body = recording.body();
            WholeReply read = format.whole(body, context());
            assertHolds(
                    recording.reply(),
                    RecordedCaller.json(read.edits().apply(body)),
                    read.edits().ids().toString());
            assertEquals(
                    recording.said(),
                    recording.dialect().whole(RecordedCaller.json(read.edits().apply(body))));
            assertStreams(format, recording.dialect(), recording.dialect(), recording);
        });
    }

    @TestFactory
    Stream<DynamicTest> everyRecordedReplySaysTheSameToCallersOfOtherDialects() throws IOException {
        return recordings(recording -> {
            for (RecordedCaller caller : RecordedCaller.values()) {
                if (caller != recording.dialect()) {
                    assertTranslated(caller, recording.dialect(), recording);
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aBotThatSaysWhatAChatSaidSaysItToAll() throws IOException {
        return recordings(recording -> {
            if (recording.dialect() == RecordedCaller.CHAT) {
                ObjectNode uncounted = recording.reply().deepCopy();
                uncounted.remove("usage");
                Recording told = new Recording(RecordedCaller.CHAT, uncounted);
                for (RecordedCaller caller : RecordedCaller.values()) {
                    WireFormat format = caller == RecordedCaller.BOT
                            ? caller.format()
                            : new TranslatedFormat(caller.format(), RecordedCaller.BOT.format(), Bounds.NONE);
                    assertStreams(format, caller, RecordedCaller.BOT, told);
                }
            }
        });
    }

    private static void assertTranslated(RecordedCaller caller, RecordedCaller model, Recording recording)
            throws IOException {
        WireFormat way = new TranslatedFormat(caller.format(), model.format(), Bounds.NONE);
        Spoken expected = caller.understood(recording.said());
        byte[] body = recording.body();
        if (caller != RecordedCaller.BOT) {
            assertEquals(
                    expected,
                    caller.whole(RecordedCaller.json(way.whole(body, context()).body())),
                    "whole to " + caller);
        }
        byte[] stream = way.wholeToStream(body, way.wholeForStream(body, context()), context())
                .orElseThrow();
        assertEquals(expected, caller.streamed(new String(stream, UTF_8)), "whole to a stream for " + caller);
        assertStreams(way, caller, model, recording);
    }

    /** The stream says the same, to who wants one and to who wants a whole answer, and is the same bytes wherever it is cut. */
    private static void assertStreams(WireFormat way, RecordedCaller caller, RecordedCaller model, Recording recording)
            throws IOException {
        byte[] stream = RecordedStream.of(model, recording.reply()).getBytes(UTF_8);
        Spoken expected = caller.understood(recording.said());
        String once = passed(way, List.of(stream));
        assertEquals(expected, caller.streamed(once), "a stream to " + caller);
        for (List<byte[]> pieces : cuts(stream)) {
            assertEquals(once, passed(way, pieces), "a stream in pieces to " + caller);
        }
        if (caller != RecordedCaller.BOT) {
            ReplyAssembler whole =
                    way.streamToWhole(context(), LIMIT_BYTES, LIMIT_BYTES).orElseThrow();
            whole.feed(stream, 0, stream.length);
            byte[] joined = whole.end(true).body();
            assertEquals(expected, caller.whole(RecordedCaller.json(joined)), "a stream joined for " + caller);
        }
    }

    private static List<List<byte[]>> cuts(byte[] stream) {
        Random random = new Random(stream.length);
        List<List<byte[]>> cuts = new ArrayList<>();
        cuts.add(Bytes.singly(stream));
        cuts.add(Bytes.randomPieces(stream, random));
        for (int split = 0; split < SPLITS; split++) {
            cuts.add(Bytes.cut(stream, random.nextInt(stream.length + 1)));
        }
        return cuts;
    }

    private static String passed(WireFormat way, List<byte[]> pieces) throws IOException {
        ReplyStream stream = way.stream(context(), LIMIT_BYTES, MemoryLease.UNCOUNTED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            stream.feed(piece, 0, piece.length, out);
        }
        if (!stream.done()) {
            stream.end(true, out);
        }
        return out.toString(UTF_8);
    }

    /** Whether all that was recorded is still there; what Poe sent as null may be left out. */
    private static void assertHolds(JsonNode recorded, JsonNode passed, String edits) {
        if (recorded.isContainerNode() && recorded.getNodeType() == passed.getNodeType()) {
            assertTrue(recorded.isObject() || recorded.size() == passed.size(), edits);
            recorded.properties().forEach(member -> {
                if (!member.getValue().isNull()) {
                    assertHolds(member.getValue(), passed.path(member.getKey()), edits);
                }
            });
            for (int index = 0; recorded.isArray() && index < recorded.size(); index++) {
                assertHolds(recorded.path(index), passed.path(index), edits);
            }
        } else {
            assertEquals(recorded, passed, edits);
        }
    }

    private static ReplyContext context() {
        Opening opening = new Opening("Some-Model", true, true, JsonEdits.NONE);
        return new ReplyContext("req-1", 1_774_561_949L, opening, PoeErrors.of("Some-Model"));
    }

    private interface Check {
        void of(Recording recording) throws IOException;
    }

    private static Stream<DynamicTest> recordings(Check check) throws IOException {
        String folder = System.getProperty("poe.recordings", "");
        if (folder.isEmpty()) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            List<Path> sorted = files.sorted().toList();
            assertFalse(sorted.isEmpty(), "no recordings in " + folder);
            return sorted.stream()
                    .map(file ->
                            DynamicTest.dynamicTest(file.getFileName().toString(), () -> check.of(recording(file))));
        }
    }

    private static Recording recording(Path file) throws IOException {
        String name = file.getFileName().toString();
        RecordedCaller dialect = DIALECTS.entrySet().stream()
                .filter(prefix -> name.startsWith(prefix.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue();
        JsonNode response = JSON.readTree(file.toFile()).path("response");
        assertEquals(200, response.path("status").asInt());
        return new Recording(dialect, (ObjectNode) response.path("body"));
    }
}
