package poegateway.upstream.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TokensTest {
    private static final String NAMES = "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~";

    @Test
    void aNameIsOfTheLettersThatTheStandardLists() {
        for (char character = 0; character < 300; character++) {
            assertEquals(NAMES.indexOf(character) >= 0, Tokens.isToken(character), "character " + (int) character);
            assertEquals(NAMES.indexOf(character) >= 0, Tokens.isName("x" + character));
        }
        assertTrue(Tokens.isName(NAMES));
        assertFalse(Tokens.isName(""));
    }

    @Test
    void aValueIsOfWhatCanBeSeenWithBlanksAndTabs() {
        for (char character = 0; character < 300; character++) {
            boolean visible = (character >= 0x20 && character <= 0x7e) || character == 0x09;
            assertEquals(visible, Tokens.isValue("x" + character), "character " + (int) character);
        }
        assertTrue(Tokens.isValue(""));
    }
}
