package poegateway.upstream.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.upstream.http1.ResponseHead.Field;

class HeadReaderTest {
    private static final String GOOD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-A:  b c \t\r\nX-Empty:\r\n\r\n";

    @Test
    void aHeadIsReadWhereverItIsSplit() throws IOException {
        for (int piece = 1; piece <= GOOD.length(); piece++) {
            InputBuffer in = Wire.of(GOOD + "body", piece);
            ResponseHead head = HeadReader.read(in);
            assertEquals(200, head.status());
            assertEquals(
                    List.of(new Field("content-type", "text/plain"), new Field("x-a", "b c"), new Field("x-empty", "")),
                    head.fields());
            byte[] rest = new byte[10];
            int read = in.read(rest, 0, 10);
            assertEquals("body".substring(0, read), new String(rest, 0, read, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aLineMayEndWithoutCarriageReturn() throws IOException {
        ResponseHead head = HeadReader.read(Wire.of("HTTP/1.1 404 Not Found\nA: b\n\n"));
        assertEquals(new ResponseHead(1, 404, List.of(new Field("a", "b"))), head);
    }

    @Test
    void theReasonMayBeMissing() throws IOException {
        assertEquals(204, HeadReader.read(Wire.of("HTTP/1.1 204\r\n\r\n")).status());
        assertEquals(503, HeadReader.read(Wire.of("HTTP/1.0 503 \r\n\r\n")).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "This is not HTTP",
                "HTTP/2 200 OK",
                "HTTP/2.0 200 OK",
                "HTTP/1.2 200 OK",
                "http/1.1 200 OK",
                "HTTP/1.1  200 OK",
                "HTTP/1.1 20",
                "HTTP/1.1 2000 OK",
                "HTTP/1.1 200OK",
                "HTTP/1.1 -20 OK",
                "HTTP/1.1 099 OK",
                "HTTP/1.1 2x0 OK",
                "HTTP/1.1 20: OK",
                "HTTP/1.1 20/ OK",
                "HTTP/1.1 200 \u0000",
                "HTTP/1.1 200 a\rb",
                "HTTP/1.1 200 \u007f",
                " HTTP/1.1 200 OK",
                "HTTP/1.1 200 OK\r\nno colon",
                "HTTP/1.1 200 OK\r\n: no name",
                "HTTP/1.1 200 OK\r\nname : blank before the colon",
                "HTTP/1.1 200 OK\r\nna me: x",
                "HTTP/1.1 200 OK\r\nn\u00e4me: x",
                "HTTP/1.1 200 OK\r\na: b\r\n continued: yes",
                "HTTP/1.1 200 OK\r\n\tcontinued: yes",
                "HTTP/1.1 200 OK\r\na: b\rc",
                "HTTP/1.1 200 OK\r\na: b\u0000c",
                "HTTP/1.1 200 OK\r\na: b\r\r"
            })
    void whatBreaksTheRulesIsRefused(String head) {
        assertThrows(MalformedResponseException.class, () -> HeadReader.read(Wire.of(head + "\r\n\r\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\na: b\r\n", "HTTP/1.1 200 OK\r\na: b\r\n\r"})
    void aConnectionThatClosesInTheHeadIsNoMalformedReply(String head) {
        assertThrows(EOFException.class, () -> HeadReader.read(Wire.of(head)));
    }

    @Test
    void aHeadMayBeJustAsLongAsItsLimit() throws IOException {
        String frame = "HTTP/1.1 200 OK\r\na: \r\n\r\n";
        String longest = frame.replace("a: ", "a: " + "x".repeat(HeadReader.HEAD_BYTES_MAX - frame.length()));
        assertEquals(HeadReader.HEAD_BYTES_MAX, longest.length());
        assertEquals(200, HeadReader.read(Wire.of(longest)).status());
        MalformedResponseException tooLong = assertThrows(
                MalformedResponseException.class, () -> HeadReader.read(Wire.of(longest.replace("a: ", "a: x"))));
        assertEquals("its headers are too long", tooLong.reason());
    }

    @Test
    void manySmallHeadersAreTooLongAsWell() {
        String many = "HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(HeadReader.HEAD_BYTES_MAX / 6) + "\r\n";
        assertThrows(MalformedResponseException.class, () -> HeadReader.read(Wire.of(many)));
    }

    @Test
    void interimHeadsAreSkippedUpToALimit() throws IOException {
        String interim = "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n";
        String last = "HTTP/1.1 200 OK\r\n\r\n";
        ResponseHead head = HeadReader.read(Wire.of(interim.repeat(HeadReader.INFORMATIONAL_MAX) + last));
        assertEquals(new ResponseHead(1, 200, List.of()), head);
        assertThrows(
                MalformedResponseException.class,
                () -> HeadReader.read(Wire.of(interim.repeat(HeadReader.INFORMATIONAL_MAX + 1) + last)));
    }

    @Test
    void aSwitchOfProtocolsIsRefused() {
        assertThrows(
                MalformedResponseException.class,
                () -> HeadReader.read(Wire.of("HTTP/1.1 101 Switching\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")));
    }

    @Test
    void theLastValueOfAHeaderCountsWhateverItsCase() throws IOException {
        ResponseHead head = HeadReader.read(Wire.of("HTTP/1.1 200 OK\r\nA: 1\r\nb: 2\r\na: 3\r\n\r\n"));
        assertEquals(Optional.of("3"), head.last("A"));
        assertEquals(Optional.of("2"), head.last("B"));
        assertEquals(Optional.empty(), head.last("c"));
        assertEquals(List.of("1", "3"), head.elements("a"));
    }

    @Test
    void theConnectionIsKeptWhereBothSidesKnowHow() throws IOException {
        assertTrue(kept("HTTP/1.1", ""));
        assertTrue(kept("HTTP/1.1", "Connection: keep-alive\r\n"));
        assertFalse(kept("HTTP/1.1", "Connection: Close\r\n"));
        assertFalse(kept("HTTP/1.1", "Connection: x,\tclose , y\r\n"));
        assertFalse(kept("HTTP/1.1", "Connection: keep-alive\r\nConnection: close\r\n"));
        assertFalse(kept("HTTP/1.0", ""));
        assertTrue(kept("HTTP/1.0", "connection: Keep-Alive\r\n"));
        assertFalse(kept("HTTP/1.0", "connection: keep-alive, close\r\n"));
    }

    private static boolean kept(String version, String fields) throws IOException {
        return HeadReader.read(Wire.of(version + " 200 OK\r\n" + fields + "\r\n"))
                .keepsConnection();
    }
}
