package poegateway.upstream.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseBodyTest {
    private static InputBuffer after(String text, int piece) throws IOException {
        return Wire.of(text, piece);
    }

    private static ResponseBody body(String fields, InputBuffer in) throws IOException {
        ResponseHead head = HeadReader.read(Wire.of("HTTP/1.1 200 OK\r\n" + fields + "\r\n"));
        return ResponseBody.of(head, false, in);
    }

    @Test
    void aBodyOfKnownLengthEndsThereAndLeavesTheRest() throws IOException {
        for (int piece = 1; piece < 8; piece++) {
            InputBuffer in = after("12345rest", piece);
            ResponseBody body = body("Content-Length: 5\r\n", in);
            assertTrue(body.isSelfDelimiting());
            assertFalse(body.isEnded());
            assertEquals("12345", Wire.text(body, 3));
            assertTrue(body.isEnded());
            assertEquals(-1, body.read(new byte[1], 0, 1));
        }
    }

    @Test
    void aLengthOfZeroIsTheEnd() throws IOException {
        assertTrue(body("Content-Length: 0\r\n", Wire.of("rest")).isEnded());
    }

    @Test
    void aBodyThatIsCutShortIsNoEnd() throws IOException {
        ResponseBody sized = body("Content-Length: 5\r\n", Wire.of("1234"));
        assertThrows(EOFException.class, () -> Wire.text(sized, 10));
        assertFalse(sized.isEnded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5, 5", "5\r\nContent-Length: 5", " 5 "})
    void aLengthMayBeToldTwice(String length) throws IOException {
        assertEquals("12345", Wire.text(body("Content-Length: " + length + "\r\n", Wire.of("12345rest")), 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-5",
                "+5",
                "",
                "5a",
                "0x5",
                "5 5",
                "5.0",
                "5,",
                "5, 6",
                "5\r\nContent-Length: 6",
                "1234567890123456789",
                "\u0665"
            })
    void aLengthThatIsNoneIsRefused(String length) {
        MalformedResponseException refused = assertThrows(
                MalformedResponseException.class, () -> body("Content-Length: " + length + "\r\n", Wire.of("12345")));
        assertEquals("its Content-Length is not a length", refused.reason());
    }

    @Test
    void theLongestLengthIsRead() throws IOException {
        ResponseBody body = body("Content-Length: 123456789012345678\r\n", Wire.of("12345"));
        assertEquals(5, body.read(new byte[9], 0, 9));
        assertFalse(body.isEnded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, chunked", "chunked, chunked", "chunked, gzip", "x"})
    void anotherTransferEncodingIsRefused(String coding) {
        assertThrows(
                MalformedResponseException.class, () -> body("Transfer-Encoding: " + coding + "\r\n", Wire.of("0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "Chunked", "identity, chunked"})
    void chunksAreKnownByName(String coding) throws IOException {
        assertEquals(
                "ab",
                Wire.text(body("Transfer-Encoding: " + coding + "\r\n", Wire.of("2\r\nab\r\n0\r\n\r\nrest")), 10));
    }

    @Test
    void chunksBesideALengthAreRefused() {
        assertThrows(
                MalformedResponseException.class,
                () -> body("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", Wire.of("0\r\n\r\n")));
    }

    @Test
    void identityIsNoCoding() throws IOException {
        assertEquals(
                "12", Wire.text(body("Transfer-Encoding: identity\r\nContent-Length: 2\r\n", Wire.of("12345")), 10));
    }

    @Test
    void withoutALengthTheBodyEndsWithTheConnection() throws IOException {
        ResponseBody body = body("", Wire.of("all of it", 2));
        assertFalse(body.isSelfDelimiting());
        assertFalse(body.isEnded());
        assertEquals("all of it", Wire.text(body, 4));
        assertTrue(body.isEnded());
    }

    @Test
    void someRepliesHaveNoBodyWhateverTheyAnnounce() throws IOException {
        for (String status : new String[] {"204 No Content", "304 Not Modified"}) {
            ResponseHead head = HeadReader.read(Wire.of("HTTP/1.1 " + status + "\r\nContent-Length: 5\r\n\r\n"));
            assertTrue(ResponseBody.of(head, false, Wire.of("12345")).isEnded());
        }
        ResponseHead ok = HeadReader.read(Wire.of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"));
        assertTrue(ResponseBody.of(ok, true, Wire.of("12345")).isEnded());
    }
}
