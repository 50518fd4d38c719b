package poegateway.upstream.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputBufferTest {
    private static final int BYTES = 8 * 1024;

    @Test
    void whatIsThereCanBeLookedAtWithoutBeingTaken() throws IOException {
        InputBuffer in = Wire.of("abcdef", 3);
        assertTrue(in.isEmpty());
        assertTrue(in.readMore());
        assertEquals(3, in.size());
        assertEquals('b', in.peek(1));
        assertEquals("bc", in.peekText(1, 3));
        in.skip(1);
        assertTrue(in.readMore());
        assertEquals(5, in.size());
        assertEquals("bcdef", in.peekText(0, 5));
        assertFalse(in.isEmpty());
        assertFalse(in.readMore());
        byte[] taken = new byte[4];
        assertEquals(3, in.take(taken, 1, 3));
        assertEquals("bcd", new String(taken, 1, 3, StandardCharsets.US_ASCII));
        assertEquals(2, in.take(taken, 0, 4));
        assertTrue(in.isEmpty());
    }

    @Test
    void itGrowsAsFarAsIsNotConsumed() throws IOException {
        String text = "0123456789".repeat(5_000);
        InputBuffer in = Wire.of(text);
        while (in.readMore()) {
            assertEquals(text.charAt(in.size() - 1), in.peek(in.size() - 1));
        }
        assertEquals(text, in.peekText(0, in.size()));
    }

    @Test
    void aLargeReadGoesPastTheBufferUnlessSomethingIsInIt() throws IOException {
        List<Integer> asked = new ArrayList<>();
        InputBuffer in = new InputBuffer((target, offset, length) -> {
            asked.add(length);
            return 2;
        });
        assertEquals(2, in.read(new byte[BYTES], 0, BYTES));
        assertEquals(1, in.read(new byte[1], 0, 1));
        assertEquals(1, in.read(new byte[BYTES + 1], 0, BYTES + 1), "the one that was left");
        assertEquals(2, in.read(new byte[BYTES + 2], 1, BYTES + 1));
        assertEquals(List.of(BYTES, BYTES, BYTES + 1), asked);
        assertTrue(in.isEmpty());
    }

    @Test
    void theEndIsTold() throws IOException {
        InputBuffer in = Wire.of("");
        assertEquals(-1, in.read(new byte[1], 0, 1));
        assertEquals(-1, in.read(new byte[BYTES], 0, BYTES));
    }
}
