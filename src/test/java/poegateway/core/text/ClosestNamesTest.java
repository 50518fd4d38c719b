package poegateway.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClosestNamesTest {
    private static final ClosestNames NAMES = new ClosestNames(EditDistance::between, (written, known) -> 1);

    @Test
    void theClosestComesFirstAndEqualsInTheOrderOfTheKnown() {
        assertEquals(List.of("port", "sort", "fort"), NAMES.of("port", List.of("sort", "host", "fort", "port")));
    }

    @Test
    void whatIsTooFarAwayIsNotMeant() {
        assertEquals(List.of(), NAMES.of("port", List.of("host", "", "portals")));
    }

    @Test
    void anOverlongNameIsNotCompared() {
        String longest = "a".repeat(100);
        assertEquals(List.of(longest), NAMES.of(longest, List.of(longest)));
        assertEquals(List.of(), NAMES.of(longest + "a", List.of(longest + "a")));
    }
}
