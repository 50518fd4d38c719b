package poegateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpellingTest {
    private static final List<String> NAMES =
            List.of("gemini-3-pro", "claude-opus-4.6", "GPT-4o", "Claude-Sonnet-4.6", "gpt-4o-mini");

    @Test
    void theClosestNameComesFirstInItsOwnSpelling() {
        assertEquals("GPT-4o", Spelling.closest("gpt4o", NAMES, 3).getFirst());
        assertEquals(
                "Claude-Sonnet-4.6",
                Spelling.closest("claude-sonet-4.6", NAMES, 3).getFirst());
        assertEquals(
                "Claude-Sonnet-4.6",
                Spelling.closest("CLAUDE-SONNET-4.6", NAMES, 1).getFirst());
    }

    @Test
    void notMoreNamesThanWanted() {
        List<String> alike = List.of("model-d", "model-c", "model-b", "model-a");
        assertEquals(List.of("model-a", "model-b", "model-c"), Spelling.closest("model-x", alike, 3));
    }

    @Test
    void whatIsLikeNothingHasNoNeighbours() {
        assertEquals(List.of(), Spelling.closest("qqqqqqqqqq", NAMES, 3));
        assertEquals(List.of(), Spelling.closest("x", NAMES, 3));
    }

    @Test
    void anOverlongNameIsNotCompared() {
        assertEquals(List.of(), Spelling.closest("a".repeat(101), List.of("a".repeat(101)), 3));
        assertEquals(
                1,
                Spelling.closest("a".repeat(100), List.of("a".repeat(100)), 3).size());
    }

    @Test
    void theDistanceCountsLettersPutInTakenOutAndChanged() {
        assertEquals(0, Spelling.distance("same", "same"));
        assertEquals(1, Spelling.distance("gpt-4o", "gpt4o"));
        assertEquals(3, Spelling.distance("kitten", "sitting"));
        assertEquals(4, Spelling.distance("", "four"));
        assertEquals(4, Spelling.distance("four", ""));
    }

    @Test
    void theDistanceIsTheSameBothWaysAndNeverLongerThanADetour() {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            String one = word(random);
            String other = word(random);
            String third = word(random);
            int direct = Spelling.distance(one, other);
            assertEquals(direct, Spelling.distance(other, one), () -> one + " " + other);
            int detour = Spelling.distance(one, third) + Spelling.distance(third, other);
            assertTrue(direct <= detour, () -> one + " " + third + " " + other);
            assertEquals(direct == 0, one.equals(other));
        }
    }

    private static String word(Random random) {
        return String.join("", Collections.nCopies(random.nextInt(4), random.nextBoolean() ? "ab" : "ba"))
                + (char) ('a' + random.nextInt(3));
    }
}
