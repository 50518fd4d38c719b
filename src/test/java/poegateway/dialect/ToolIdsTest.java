package poegateway.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolIdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"call_1", "toolu_01A-b", "a", "idx", "_3A", "idh_00"})
    void anIdThatFitsStays(String id) {
        assertEquals(id, ToolIds.fitting(id));
        assertEquals(id, ToolIds.original(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"getWeather:0", "functions.f:1", "", "ä_b", "idx_a", "a b\n", "👋", "idx_"})
    void anyOtherIsSpelledInAWayThatCanBeRead(String id) {
        String fitting = ToolIds.fitting(id);
        assertTrue(fitting.matches("[A-Za-z0-9_-]{1,64}"), fitting);
        assertEquals(id, ToolIds.original(fitting));
        assertNotEquals(id, fitting);
    }

    @Test
    void oneThatIsTooLongIsStillTheSameEachTime() {
        String fitting = ToolIds.fitting("x".repeat(65));
        assertTrue(fitting.matches("[A-Za-z0-9_-]{1,64}"), fitting);
        assertEquals(fitting, ToolIds.fitting("x".repeat(65)));
        assertNotEquals(fitting, ToolIds.fitting("x".repeat(66)));
        assertEquals(fitting, ToolIds.original(fitting));
    }
}
