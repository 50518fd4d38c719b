package poegateway.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n", "\r", "\t", "\0", "\u001b", "\u007f", "\u0085", "\u009b", "\u00a0", "\u200b", "\u202e", "\u2028",
                "\ue000", "\ud800"
            })
    void whatATerminalOrAReaderOfLinesActsUponIsAQuestionMark(String character) {
        assertEquals("a?b", SafeText.printable("a" + character + "b", 10));
        assertEquals("a?b", SafeText.shortened("a" + character + "b", 10));
        assertEquals("a?b", SafeText.ascii("a" + character + "b"));
        assertFalse(SafeText.isAscii("a" + character + "b"));
    }

    @Test
    void lettersOfEveryScriptStayInLogsAndOnlyThoseOfAsciiInHeaders() {
        String text = "Grüße, 世界 — •••😀";
        assertEquals(text, SafeText.printable(text, 100));
        assertEquals("Gr??e", SafeText.ascii("Grüße"));
        assertTrue(SafeText.isAscii("Gruesse, ~!"));
    }

    @Test
    void whatIsTooLongIsCutAndAShortenedTextSaysSo() {
        assertEquals("abc", SafeText.printable("abcd", 3));
        assertEquals("abc…", SafeText.shortened("abcd", 3));
        assertEquals("abc", SafeText.shortened("abc", 3));
        assertEquals("ab?…", SafeText.shortened("ab😀d", 3), "half a character is none");
        assertEquals(80, SafeText.ascii("x".repeat(81)).length());
    }
}
