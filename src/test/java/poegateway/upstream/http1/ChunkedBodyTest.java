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

class ChunkedBodyTest {
    private static final String STREAM =
            "3\r\nabc\r\nA;name=\"v\"\r\n0123456789\r\n1 \t;x\r\nz\r\n00;last\r\nT: 1\r\nU: 2\r\n\r\n";
    private static final String TEXT = "abc0123456789z";

    @Test
    void chunksAreJoinedWhereverTheyAreSplit() throws IOException {
        for (int piece = 1; piece <= STREAM.length(); piece++) {
            for (int buffer = 1; buffer <= TEXT.length() + 1; buffer++) {
                InputBuffer in = Wire.of(STREAM + "rest", piece);
                ChunkedBody body = new ChunkedBody(in);
                assertEquals(TEXT, Wire.text(body, buffer));
                assertTrue(body.isEnded());
                assertEquals(-1, body.read(new byte[1], 0, 1));
                byte[] rest = new byte[4];
                assertEquals("rest".charAt(0), in.read(rest, 0, 4) > 0 ? (char) rest[0] : 0);
            }
        }
    }

    @Test
    void oneReadTakesAllThatHasArrivedAndSeesTheEnd() throws IOException {
        ChunkedBody body = new ChunkedBody(Wire.of(STREAM));
        byte[] buffer = new byte[100];
        assertEquals(TEXT.length(), body.read(buffer, 0, 100));
        assertTrue(body.isEnded());
    }

    @Test
    void aReadThatHasSomethingDoesNotWaitForMore() throws IOException {
        for (int cut = "3\r\nabc".length(); cut < STREAM.length(); cut++) {
            int[] calls = new int[1];
            byte[] first = STREAM.substring(0, cut).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            ChunkedBody body = new ChunkedBody(new InputBuffer((target, offset, length) -> {
                if (calls[0]++ > 0) {
                    throw new IOException("it waits");
                }
                System.arraycopy(first, 0, target, offset, first.length);
                return first.length;
            }));
            assertTrue(body.read(new byte[100], 0, 100) >= 3, "cut after " + cut);
            assertFalse(body.isEnded());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-size\r\n", "1\nx\r\n", "1\r\nab\r\n", "-1\r\n"})
    void whatCameBeforeABrokenChunkIsRead(String broken) throws IOException {
        ChunkedBody body = new ChunkedBody(Wire.of("3\r\nabc\r\n" + broken));
        byte[] buffer = new byte[100];
        assertTrue(body.read(buffer, 0, 100) >= 3);
        assertThrows(MalformedResponseException.class, () -> body.read(buffer, 0, 100));
        assertThrows(MalformedResponseException.class, () -> body.read(buffer, 0, 100));
    }

    @Test
    void aLargeChunkGoesPastTheBuffer() throws IOException {
        String large = "x".repeat(100_000);
        ChunkedBody body = new ChunkedBody(Wire.of("186a0\r\n" + large + "\r\n0\r\n\r\n", 9_000));
        assertEquals(large, Wire.text(body, 20_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-size\r\n",
                "\r\n",
                ";x\r\n",
                " 1\r\na\r\n",
                "-1\r\n",
                "+1\r\na\r\n",
                "0x1\r\na\r\n",
                "1x\r\na\r\n",
                "1 2\r\na\r\n",
                "1\na\r\n",
                "1\r\na\n",
                "1\r\nab\r\n",
                "1\r\na0\r\n\r\n",
                "1\ra\r\n",
                "1;a\rb\r\n",
                "1234567890abcdef\r\n",
                "ffffffffffffffff\r\n",
                "0\r\nt: 1\n\r\n",
                "\u0661\r\na\r\n"
            })
    void whatBreaksTheRulesIsRefused(String chunks) {
        assertThrows(
                MalformedResponseException.class,
                () -> Wire.text(new ChunkedBody(Wire.of(chunks + "0\r\n\r\n", 3)), 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "3\r",
                "3\r\n",
                "3\r\nab",
                "3\r\nabc",
                "3\r\nabc\r\n",
                "3\r\nabc\r\n0\r\n",
                "0\r\nt: 1\r\n"
            })
    void aConnectionThatClosesBeforeTheLastLineIsNoEnd(String chunks) {
        ChunkedBody body = new ChunkedBody(Wire.of(chunks));
        assertThrows(EOFException.class, () -> Wire.text(body, 10));
        assertFalse(body.isEnded());
    }

    @Test
    void extensionsAreBounded() throws IOException {
        String longest = "1;" + "x".repeat(ChunkedBody.CHUNK_LINE_BYTES_MAX - 3);
        assertEquals("a", Wire.text(new ChunkedBody(Wire.of(longest + "\r\na\r\n0\r\n\r\n")), 10));
        assertThrows(
                MalformedResponseException.class,
                () -> Wire.text(new ChunkedBody(Wire.of(longest + "x\r\na\r\n0\r\n\r\n")), 10));
    }

    @Test
    void trailersAreBounded() throws IOException {
        String half = "t: " + "x".repeat(ChunkedBody.TRAILER_BYTES_MAX / 8 - 3) + "\r\n";
        assertEquals("", Wire.text(new ChunkedBody(Wire.of("0\r\n" + half.repeat(8) + "\r\n")), 10));
        assertThrows(
                MalformedResponseException.class,
                () -> Wire.text(new ChunkedBody(Wire.of("0\r\n" + half.repeat(8) + "x\r\n\r\n")), 10));
    }
}
