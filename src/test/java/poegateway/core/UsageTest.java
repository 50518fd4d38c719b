package poegateway.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @ParameterizedTest
    @ValueSource(doubles = {-1, -0.5, 1_000_000_001, 1e23, Double.NaN, Double.POSITIVE_INFINITY})
    void countsThatCannotBeTrueAreNone(double count) {
        assertEquals(Optional.empty(), Usage.of(count, 1));
        assertEquals(Optional.empty(), Usage.of(1, count));
    }

    @Test
    void countsUpToTheMostAreBelieved() {
        assertEquals(Optional.of(new Usage(0, 1_000_000_000)), Usage.of(0, 1_000_000_000));
        assertEquals(Optional.of(new Usage(1_000_000_000, 0)), Usage.of(1_000_000_000, 0));
    }
}
