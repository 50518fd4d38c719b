package poegateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;

class SseReaderTest {
    private static final int LIMIT_BYTES = 10_000;
    private static final int RANDOM_ROUNDS = 2_000;

    /** Every form that the grammar allows, and what clients may see of it. */
    record Case(String stream, List<String> frames) {}

    static List<Case> cases() {
        return List.of(
                new Case("data: {\"a\":1}\n\n", List.of("data: {\"a\":1}\n\n")),
                new Case("data: a\n\ndata: b\n\n", List.of("data: a\n\n", "data: b\n\n")),
                new Case("data: a\r\n\r\ndata: b\r\n\r\n", List.of("data: a\n\n", "data: b\n\n")),
                new Case("data: a\r\rdata: b\r\r", List.of("data: a\n\n", "data: b\n\n")),
                new Case(
                        "data: a\r\n\ndata: b\n\r\ndata: c\r\r\n",
                        List.of("data: a\n\n", "data: b\n\n", "data: c\n\n")),
                new Case("data:a\n\ndata:  b\n\n", List.of("data: a\n\n", "data:  b\n\n")),
                new Case("\uFEFFdata: a\n\n", List.of("data: a\n\n")),
                new Case("\uFEFF\uFEFFdata: a\n\ndata: b\n\n", List.of("data: b\n\n")),
                new Case("data: a\n\n\uFEFFdata: b\n\n", List.of("data: a\n\n")),
                new Case(": hi\n\n:\n\ndata: a\n\n", List.of("data: a\n\n")),
                new Case("id: 7\nretry: 10\ndata: a\nid: 8\n\n", List.of("data: a\n\n")),
                new Case("data: {\"a\":\ndata: 1}\n\n", List.of("data: {\"a\": 1}\n\n")),
                new Case("data\ndata: a\ndata:\n\n", List.of("data: a \n\n")),
                new Case("event: ping\n\ndata: a\n\n", List.of("event: ping\ndata: \n\n", "data: a\n\n")),
                new Case("event: ping\ndata:\n\n", List.of("event: ping\ndata: \n\n")),
                new Case("event:\n\nevent\n\n", List.of()),
                new Case("{\"a\":1}\n\ndata: b\n\n", List.of("data: {\"a\":1}\n\n", "data: b\n\n")),
                new Case("{\"a\":1}\ndata: b\n\n", List.of("data: {\"a\":1}\n\n", "data: b\n\n")),
                new Case("data: b\r\n{}\r\n", List.of("data: b\n\n", "data: {}\n\n")),
                new Case("event: e\n{}\n", List.of("event: e\ndata: {}\n\n")),
                new Case("error: {}\ndata: b\n\n", List.of("event: error\ndata: {}\n\n", "data: b\n\n")),
                new Case("data: b\nerror:\nerror\n\n", List.of("data: b\n\n", "event: error\ndata: \n\n")),
                new Case("errors: {}\n\n", List.of()),
                new Case(" {}\n\n[]\n\n{\"cut", List.of()),
                new Case("data: \n\ndata:\n\ndata\n\n", List.of()),
                new Case("event: e\ndata: a\n\ndata: b\n\n", List.of("event: e\ndata: a\n\n", "data: b\n\n")),
                new Case("data: a\nevent:e\n\n", List.of("event: e\ndata: a\n\n")),
                new Case("database: x\neventual: y\n\nnonsense\n\ndata: a\n\n", List.of("data: a\n\n")),
                new Case("\n\n\r\n\rdata: a\n\n", List.of("data: a\n\n")),
                new Case("data: a\tb\u0001c\n\n", List.of("data: a\tb\u0001c\n\n")),
                new Case("data: grüße 👋🏽 漢字\n\n", List.of("data: grüße 👋🏽 漢字\n\n")),
                new Case("data: cut", List.of()),
                new Case("data: cut\n", List.of()));
    }

    static List<Case> namedCases() {
        return List.of(
                new Case("event: e\ndata: {\"a\":1}\n\n", List.of("event: e\ndata: {\"a\":1}\n\n")),
                new Case("event: e\ndata: \n\n", List.of("event: e\ndata: \n\n")),
                new Case("event: e\ndata: a\r\n\r\n", List.of("event: e\ndata: a\n\n")),
                new Case("event: e\r\ndata: a\n\n", List.of("event: e\ndata: a\n\n")),
                new Case("event: e\rdata: a\n\n", List.of("event: e\ndata: a\n\n")),
                new Case("event: e\ndata: a\n\r\n", List.of("event: e\ndata: a\n\n")),
                new Case("event: e\ndata: a\ndata: b\n\n", List.of("event: e\ndata: a b\n\n")),
                new Case("event: e\ndata: a\nevent: f\n\n", List.of("event: f\ndata: a\n\n")),
                new Case("event: e\nevent: f\ndata: a\n\n", List.of("event: f\ndata: a\n\n")),
                new Case("event: e\nid: 1\ndata: a\n\n", List.of("event: e\ndata: a\n\n")),
                new Case("event:e\ndata: a\n\n", List.of("event: e\ndata: a\n\n")),
                new Case("event: e\ndata:a\n\n", List.of("event: e\ndata: a\n\n")),
                new Case("event:  e\tf \ndata:  a\tb\n\n", List.of("event:  e\tf \ndata:  a\tb\n\n")),
                new Case("event: \ndata: a\n\n", List.of("data: a\n\n")),
                new Case("event: e\n\ndata: a\n\n", List.of("event: e\ndata: \n\n", "data: a\n\n")),
                new Case("event: data: \ndata: event: \n\n", List.of("event: data: \ndata: event: \n\n")),
                new Case("event: cut\ndata: a", List.of()),
                new Case("event: cut\ndata: a\n", List.of()));
    }

    @ParameterizedTest
    @MethodSource({"cases", "namedCases"})
    void aStreamSplitAnywhereGivesTheSameFrames(Case example) throws IOException {
        byte[] stream = example.stream().getBytes(UTF_8);
        assertEquals(example.frames(), read(List.of(stream)));
        for (int split = 0; split <= stream.length; split++) {
            assertEquals(example.frames(), read(Bytes.cut(stream, split)), "split at " + split);
        }
        assertEquals(example.frames(), read(Bytes.singly(stream)));
    }

    @Test
    void randomMixesOfFormsInRandomPiecesGiveTheFramesOfTheirParts() throws IOException {
        Random random = new Random(2);
        List<Case> parts = Stream.concat(cases().stream(), namedCases().stream())
                .filter(part ->
                        !part.stream().contains("\uFEFF") && !part.stream().contains("cut"))
                .toList();
        for (int round = 0; round < RANDOM_ROUNDS; round++) {
            StringBuilder stream = new StringBuilder();
            List<String> frames = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                Case part = parts.get(random.nextInt(parts.size()));
                stream.append(part.stream());
                frames.addAll(part.frames());
            }
            assertEquals(frames, read(Bytes.randomPieces(stream.toString().getBytes(UTF_8), random)));
        }
    }

    @Test
    void aCanonicalEventIsHandedOverWhereItLies() throws IOException {
        byte[] stream = "xxdata: a\n\ndata: b\n\nyy".getBytes(UTF_8);
        List<Integer> offsets = new ArrayList<>();
        new SseReader(LIMIT_BYTES).feed(stream, 2, stream.length - 4, (bytes, from, to) -> {
            assertSame(stream, bytes);
            offsets.add(from);
            offsets.add(to);
        });
        assertEquals(List.of(2, 11, 11, 20), offsets);
    }

    @Test
    void aNamedEventInThatFormIsHandedOverWhereItLiesToo() throws IOException {
        String first = "event: e\ndata: {\"a\":1}\n\n";
        String second = "event: f\ndata: \n\n";
        String third = "event: " + "n".repeat(1_024) + "\ndata: c\n\n";
        byte[] stream = ("xx" + first + "data: b\n\n" + second + third + "event: g\ndata: c\nyy").getBytes(UTF_8);
        List<String> frames = new ArrayList<>();
        new SseReader(LIMIT_BYTES).feed(stream, 2, stream.length - 4, (bytes, from, to) -> {
            assertSame(stream, bytes);
            frames.add(new String(bytes, from, to - from, UTF_8));
        });
        assertEquals(List.of(first, "data: b\n\n", second, third), frames);
    }

    /** What comes byte by byte is never handed over where it lies. */
    @Test
    void whatIsHandedOverWhereItLiesIsWhatWouldBeMadeOfItsBytes() throws IOException {
        Random random = new Random(7);
        String[] parts = {
            "event: ", "data: ", "event", "data", ":", " ", "e", "{\"a\":1}", "\n", "\n", "\n\n", "\r", "id: 1\n"
        };
        for (int round = 0; round < 10 * RANDOM_ROUNDS; round++) {
            StringBuilder stream = new StringBuilder();
            for (int i = random.nextInt(24); i >= 0; i--) {
                stream.append(parts[random.nextInt(parts.length)]);
            }
            byte[] bytes = stream.toString().getBytes(UTF_8);
            assertEquals(read(Bytes.singly(bytes)), read(List.of(bytes)), stream::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: a", "data: a\n", "data: a\ndata: b\n", "da"})
    void anEventThatNoBlankLineEndsIsLeftOver(String stream) throws IOException {
        SseReader reader = fed("data: x\n\n" + stream);
        assertTrue(reader.unfinished());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ": comm", "event: x\n", "id: 1\n", "\n"})
    void whatIsNoEventIsNotLeftOver(String stream) throws IOException {
        assertFalse(fed("data: x\n\n" + stream).unfinished());
    }

    @Test
    void theTextOfALeftOverEventCanBeAskedFor() throws IOException {
        for (String rest : List.of("data: [DONE]", "data: [DONE]\n", "data:[DONE]\r", "data: [DONE]\r\n")) {
            assertTrue(fed(rest).unfinishedIs("[DONE]"), rest);
        }
        assertFalse(fed("data: [DON").unfinishedIs("[DONE]"));
        assertFalse(fed("").unfinishedIs("[DONE]"));
    }

    @Test
    void anEventMayBeAsLongAsTheLimitButNotLongerHoweverItIsSplit() throws IOException {
        byte[] fits = ("data: " + "x".repeat(LIMIT_BYTES) + "\n\n").getBytes(UTF_8);
        byte[] tooLong = ("data: " + "x".repeat(LIMIT_BYTES + 1) + "\n\n").getBytes(UTF_8);
        for (int split : new int[] {0, 3, 6, 5_000, LIMIT_BYTES + 6, LIMIT_BYTES + 7}) {
            assertEquals(1, read(Bytes.cut(fits, split)).size());
            FailureException thrown = assertThrows(FailureException.class, () -> read(Bytes.cut(tooLong, split)));
            assertEquals(new ReplyFailure.TooLarge(LIMIT_BYTES), thrown.failure());
        }
    }

    @Test
    void theLimitsOfANamedEventAreTheSameHoweverItIsSplit() throws IOException {
        String longest = "event: " + "n".repeat(1_024) + "\n";
        byte[] fits = (longest + "data: " + "x".repeat(LIMIT_BYTES) + "\n\n").getBytes(UTF_8);
        byte[] tooLong = ("event: e\ndata: " + "x".repeat(LIMIT_BYTES + 1) + "\n\n").getBytes(UTF_8);
        byte[] longName = ("event: " + "n".repeat(1_025) + "\ndata: a\n\n").getBytes(UTF_8);
        for (int split : new int[] {0, 3, 7, 9, 12, 1_030, 1_034, LIMIT_BYTES + 14}) {
            assertEquals(List.of(new String(fits, UTF_8)), read(Bytes.cut(fits, split)));
            FailureException large = assertThrows(FailureException.class, () -> read(Bytes.cut(tooLong, split)));
            assertEquals(new ReplyFailure.TooLarge(LIMIT_BYTES), large.failure());
        }
        for (int split : new int[] {0, 3, 7, 9, 1_030, 1_034, 1_040}) {
            FailureException named = assertThrows(FailureException.class, () -> read(Bytes.cut(longName, split)));
            assertEquals(ReplyFailure.BadResponse.class, named.failure().getClass());
        }
    }

    @Test
    void manyDataLinesAndOneEndlessLineMeetTheLimitToo() {
        byte[] lines = "data: xxxxxxxxxx\n".repeat(LIMIT_BYTES / 10).getBytes(UTF_8);
        assertThrows(FailureException.class, () -> read(List.of(lines)));
        byte[] comment = (": " + "x".repeat(2 * LIMIT_BYTES)).getBytes(UTF_8);
        assertThrows(FailureException.class, () -> read(Bytes.singly(comment)));
        byte[] name = ("event: " + "x".repeat(2_000) + "\n").getBytes(UTF_8);
        FailureException thrown = assertThrows(FailureException.class, () -> read(List.of(name)));
        assertEquals(new ReplyFailure.BadResponse("the name of an event has more than 1024 bytes"), thrown.failure());
    }

    private static SseReader fed(String stream) throws IOException {
        SseReader reader = new SseReader(LIMIT_BYTES);
        byte[] bytes = stream.getBytes(UTF_8);
        reader.feed(bytes, 0, bytes.length, (frame, from, to) -> {});
        return reader;
    }

    private static List<String> read(List<byte[]> pieces) throws IOException {
        SseReader reader = new SseReader(LIMIT_BYTES);
        List<String> frames = new ArrayList<>();
        for (byte[] piece : pieces) {
            reader.feed(
                    piece, 0, piece.length, (bytes, from, to) -> frames.add(new String(bytes, from, to - from, UTF_8)));
        }
        return frames;
    }
}
