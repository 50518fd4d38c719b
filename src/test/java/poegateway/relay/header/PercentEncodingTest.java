package poegateway.relay.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

final class PercentEncodingTest {
    @Test
    void visibleAsciiStaysAsItIs() {
        String plain = " !\"#$&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~";
        assertSame(plain, PercentEncoding.of(plain));
        assertEquals("", PercentEncoding.of(""));
    }

    @Test
    void everythingElseAndThePercentSignAreBytesOfUtf8() {
        assertEquals("100%25", PercentEncoding.of("100%"));
        assertEquals("%E5%85%8B-a", PercentEncoding.of("克-a"));
        assertEquals("%F0%9F%98%80", PercentEncoding.of("\uD83D\uDE00"));
        assertEquals("%0D%0A%1F%7F", PercentEncoding.of("\r\n\u001f\u007f"));
    }
}
