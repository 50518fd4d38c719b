package poegateway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarNamesTest {
    private static final List<String> NAMES =
            List.of("gemini-3-pro", "claude-opus-4.6", "GPT-4o", "Claude-Sonnet-4.6", "gpt-4o-mini");

    @Test
    void theClosestNameComesFirstInItsOwnSpelling() {
        assertEquals("GPT-4o", SimilarNames.closest("gpt4o", NAMES, 3).getFirst());
        assertEquals(
                "Claude-Sonnet-4.6",
                SimilarNames.closest("claude-sonet-4.6", NAMES, 3).getFirst());
        assertEquals(
                "Claude-Sonnet-4.6",
                SimilarNames.closest("CLAUDE-SONNET-4.6", NAMES, 1).getFirst());
    }

    @Test
    void notMoreNamesThanWanted() {
        List<String> alike = List.of("model-d", "model-c", "model-b", "model-a");
        assertEquals(List.of("model-a", "model-b", "model-c"), SimilarNames.closest("model-x", alike, 3));
    }

    @Test
    void whatIsLikeNothingHasNoNeighbours() {
        assertEquals(List.of(), SimilarNames.closest("qqqqqqqqqq", NAMES, 3));
        assertEquals(List.of(), SimilarNames.closest("x", NAMES, 3));
    }

    @Test
    void anOverlongNameIsNotCompared() {
        assertEquals(List.of(), SimilarNames.closest("a".repeat(101), List.of("a".repeat(101)), 3));
        assertEquals(
                1,
                SimilarNames.closest("a".repeat(100), List.of("a".repeat(100)), 3)
                        .size());
    }
}
