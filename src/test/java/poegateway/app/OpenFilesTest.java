package poegateway.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class OpenFilesTest {
    @Test
    void eachCallerNeedsAFileForItsConnectionAndOneForThatToPoe() {
        assertEquals(400, OpenFiles.callersAtOnce(1000, 104, false));
        assertEquals(399, OpenFiles.callersAtOnce(1000, 105, false));
    }

    @Test
    void theSimulatorInTheSameProcessNeedsAThird() {
        assertEquals(266, OpenFiles.callersAtOnce(1000, 104, true));
    }

    @Test
    void aFewCallersFitWhateverTheLimit() {
        assertEquals(8, OpenFiles.callersAtOnce(100, 90, false));
        assertEquals(8, OpenFiles.callersAtOnce(100, 200, true));
    }

    @Test
    void whereNoLimitIsToldThereIsNone() {
        assertEquals(Integer.MAX_VALUE, OpenFiles.callersAtOnce(-1, 10, false));
        assertEquals(Integer.MAX_VALUE, OpenFiles.callersAtOnce(Long.MAX_VALUE, 10, false));
    }

    @Test
    void thisProcessHasRoom() {
        assertTrue(OpenFiles.callersAtOnce(false) >= 8);
    }
}
