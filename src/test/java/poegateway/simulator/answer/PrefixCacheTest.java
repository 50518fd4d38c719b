package poegateway.simulator.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrefixCacheTest {
    private static final String TOOLS = "t".repeat(2_000);
    private static final String SYSTEM = "s".repeat(2_096);
    private static final String HELLO = "u".repeat(400);
    private static final String ANSWER = "a".repeat(400);

    private Instant now = Instant.parse("2026-05-01T10:00:00Z");
    private final PrefixCache cache = new PrefixCache(() -> now);

    private static long readBy(Reading reading, String... texts) {
        var parts = new ArrayList<PrefixCache.Part>();
        int from = 0;
        for (String text : texts) {
            parts.add(new PrefixCache.Part(from, from + text.length(), text.length()));
            from += text.length();
        }
        return reading.read(String.join("", texts).getBytes(StandardCharsets.UTF_8), parts);
    }

    private interface Reading {
        long read(byte[] body, List<PrefixCache.Part> parts);
    }

    private long readBy(String key, String model, String... texts) {
        return readBy((body, parts) -> cache.read(key, model, body, parts), texts);
    }

    private long read(String... texts) {
        return readBy("key", "model", texts);
    }

    @Test
    void theLongestBeginningThatWasReadBeforeIsKnown() {
        assertEquals(0, read(TOOLS, SYSTEM, HELLO));
        assertEquals(1_024, read(TOOLS, SYSTEM, ANSWER), "another first message");
        assertEquals(1_124, read(TOOLS, SYSTEM, HELLO, ANSWER));
        assertEquals(1_224, read(TOOLS, SYSTEM, HELLO, ANSWER, "more"));
        assertEquals(1_225, read(TOOLS, SYSTEM, HELLO, ANSWER, "more"));
    }

    @Test
    void whatEndsAtAMarkIsKeptAloneAndLookedForAFewPartsBack() {
        assertEquals(0, readMarked(Set.of(2), TOOLS, SYSTEM, HELLO));
        assertEquals(1_024, readMarked(Set.of(3), TOOLS, SYSTEM, HELLO), "the first message was not marked");
        assertEquals(1_124, readMarked(Set.of(4), TOOLS, SYSTEM, HELLO, ANSWER));
        String[] more = new String[4 + PrefixCache.LOOKBACK_PARTS];
        Arrays.fill(more, "m");
        System.arraycopy(new String[] {TOOLS, SYSTEM, HELLO, ANSWER}, 0, more, 0, 4);
        assertEquals(0, readMarked(Set.of(more.length), more), "what is kept is too far back");
        Arrays.fill(more, 4, more.length, "n");
        assertEquals(1_224, readMarked(Set.of(4, more.length), more));
    }

    private long readMarked(Set<Integer> marks, String... texts) {
        return readBy((body, parts) -> cache.readMarked("key", "model", body, parts, marks), texts);
    }

    @Test
    void nothingAfterAChangedByteIsKnown() {
        read(TOOLS, SYSTEM, HELLO);

        assertEquals(0, read("T" + TOOLS.substring(1), SYSTEM, HELLO));
        assertEquals(0, read(SYSTEM, TOOLS, HELLO));
        assertEquals(0, read(TOOLS + SYSTEM, HELLO), "cut in another place");
        assertEquals(1_024, read(TOOLS, SYSTEM, "U" + HELLO.substring(1)));
    }

    @Test
    void aBeginningOf1024TokensIsTheShortest() {
        String nearly = SYSTEM.substring(4);
        read(TOOLS, nearly);
        assertEquals(0, read(TOOLS, nearly), "1,023 tokens");

        read(TOOLS, nearly, HELLO);
        assertEquals(0, read(TOOLS, nearly, ANSWER), "what is known is too short");
        assertEquals(1_123, read(TOOLS, nearly, HELLO));
    }

    @Test
    void keysAndModelsDoNotShareAnything() {
        readBy("key", "model", TOOLS, SYSTEM);

        assertEquals(0, readBy("other", "model", TOOLS, SYSTEM));
        assertEquals(0, readBy("key", "other", TOOLS, SYSTEM));
        assertEquals(1_024, readBy("key", "model", TOOLS, SYSTEM));
    }

    @Test
    void aBeginningIsKnownForFiveMinutesAfterItWasLastRead() {
        read(TOOLS, SYSTEM);
        now = now.plus(PrefixCache.KEPT).minusMillis(1);
        assertEquals(1_024, read(TOOLS, SYSTEM));
        now = now.plus(PrefixCache.KEPT).minusMillis(1);
        assertEquals(1_024, read(TOOLS, SYSTEM), "reading it keeps it");
        now = now.plus(PrefixCache.KEPT);
        assertEquals(0, read(TOOLS, SYSTEM));
        assertEquals(Duration.ofMinutes(5), PrefixCache.KEPT);
    }

    @Test
    void theLongestUnreadIsForgottenWhenThereAreTooMany() {
        read(TOOLS, SYSTEM);
        read(SYSTEM, TOOLS);
        read(TOOLS, SYSTEM);
        for (int i = 0; i < PrefixCache.PREFIXES_KEPT - 1; i++) {
            readBy("key " + i, "model", SYSTEM, TOOLS);
        }

        assertEquals(1_024, read(TOOLS, SYSTEM));
        assertEquals(0, read(SYSTEM, TOOLS));
    }

    @Test
    void whatDoesNotCountForTokensMustBeTheSameToo() {
        byte[] body = (TOOLS + SYSTEM + "picture").getBytes(StandardCharsets.UTF_8);
        List<PrefixCache.Part> parts = List.of(new PrefixCache.Part(0, body.length, 4_096));
        cache.read("key", "model", body, parts);
        assertEquals(1_024, cache.read("key", "model", body, parts));

        body[body.length - 1] = 'x';
        assertEquals(0, cache.read("key", "model", body, parts));
    }
}
