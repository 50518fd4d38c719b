package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import poegateway.upstream.http1.MalformedResponseException;

class ContentDecoderTest {
    private static final String TEXT = "a text, a text, and once more a text";
    private static final byte[] PLAIN = TEXT.getBytes(StandardCharsets.US_ASCII);

    private static String read(RawReply reply) throws IOException {
        ContentDecoder decoding = ContentDecoder.of(reply);
        byte[] buffer = new byte[7];
        StringBuilder text = new StringBuilder();
        for (int read = decoding.read(buffer, 0, 7); read >= 0; read = decoding.read(buffer, 0, 7)) {
            text.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
        }
        assertEquals(-1, decoding.read(buffer, 0, 7), "the end stays the end");
        return text.toString();
    }

    @Test
    void whatIsPackedIsUnpackedWhereverItIsSplit() throws IOException {
        for (int piece = 1; piece < 40; piece++) {
            for (int status : List.of(200, 429)) {
                assertEquals(TEXT, read(new FakeWireReply(status, "", PLAIN, piece)));
                assertEquals(TEXT, read(new FakeWireReply(status, "Identity", PLAIN, piece)));
                assertEquals(TEXT, read(new FakeWireReply(status, "gzip", gzip(), piece)));
                assertEquals(TEXT, read(new FakeWireReply(status, " X-GZIP ", gzip(), piece)));
                assertEquals(TEXT, read(new FakeWireReply(status, "deflate", deflate(false), piece)));
                assertEquals(TEXT, read(new FakeWireReply(status, "deflate", deflate(true), piece)));
            }
        }
    }

    @Test
    void aSuccessInAnUnknownEncodingIsRefusedAtItsHead() {
        for (String encoding : List.of("br", "zstd", "gzip, br", "compress", "gzip;q=1")) {
            assertThrows(
                    MalformedResponseException.class,
                    () -> ContentDecoder.of(new FakeWireReply(200, encoding, PLAIN, 9)));
        }
    }

    @Test
    void aRefusalInAnUnknownEncodingIsEmptyAndReadToItsEnd() throws IOException {
        FakeWireReply refusal = new FakeWireReply(503, "br", new byte[100_000], 999);
        assertEquals("", read(refusal));
        assertEquals(100_000, refusal.consumed());
    }

    @Test
    void aRefusalThatGoesOnForEverIsNotReadForEver() throws IOException {
        FakeWireReply refusal = new FakeWireReply(503, "br", new byte[1_000_000], 8 * 1024);
        assertEquals("", read(refusal));
        assertEquals(256 * 1024, refusal.consumed());
    }

    @Test
    void aBrokenCompressionSpoilsASuccessAndNotARefusal() throws IOException {
        byte[] gzip = gzip();
        byte[] wrongSum = gzip.clone();
        wrongSum[gzip.length - 7] ^= 1;
        for (byte[] broken :
                List.of(PLAIN, new byte[0], Arrays.copyOf(gzip, 5), Arrays.copyOf(gzip, gzip.length - 9), wrongSum)) {
            MalformedResponseException spoilt = assertThrows(
                    MalformedResponseException.class, () -> read(new FakeWireReply(200, "gzip", broken, 9)));
            assertEquals("its compression is broken", spoilt.reason());
            FakeWireReply refusal = new FakeWireReply(402, "gzip", broken, 9);
            assertTrue(TEXT.startsWith(read(refusal)));
            assertEquals(broken.length, refusal.consumed());
        }
        for (byte[] broken : List.of(PLAIN, new byte[0], Arrays.copyOf(deflate(false), 9))) {
            assertThrows(MalformedResponseException.class, () -> read(new FakeWireReply(200, "deflate", broken, 9)));
            read(new FakeWireReply(402, "deflate", broken, 9));
        }
    }

    @Test
    void whatFollowsTheCompressedTextIsPaddingAndReadToItsEnd() throws IOException {
        for (int padding : List.of(1, 30, 5_000)) {
            byte[] followed = Arrays.copyOf(gzip(), gzip().length + padding);
            for (int piece : List.of(1, 9, 10_000)) {
                FakeWireReply reply = new FakeWireReply(200, "gzip", followed, piece);
                assertEquals(TEXT, read(reply));
                assertEquals(followed.length, reply.consumed());
            }
        }
    }

    @Test
    void aConnectionThatBreaksIsNoBrokenCompression() throws IOException {
        for (int status : List.of(200, 402)) {
            for (int cut = 0; cut < gzip().length; cut++) {
                RawReply reply = new FakeWireReply(status, "gzip", Arrays.copyOf(gzip(), cut), 9).breaking();
                IOException broken = assertThrows(IOException.class, () -> read(reply));
                assertEquals("cut", broken.getMessage());
            }
            RawReply plain = new FakeWireReply(status, "", PLAIN, 9).breaking();
            assertInstanceOf(java.io.EOFException.class, assertThrows(IOException.class, () -> read(plain)));
        }
    }

    @Test
    void whatUnpacksIsGivenBackWhenTheReplyIsClosed() throws IOException {
        for (RawReply reply : List.of(
                new FakeWireReply(200, "gzip", gzip(), 9),
                new FakeWireReply(200, "deflate", deflate(false), 9),
                new FakeWireReply(200, "deflate", deflate(true), 9))) {
            ContentDecoder decoding = ContentDecoder.of(reply);
            byte[] buffer = new byte[3];
            assertTrue(decoding.read(buffer, 0, 3) > 0);
            decoding.close();
            decoding.close();
            assertThrows(IOException.class, () -> decoding.read(buffer, 0, 3));
        }
    }

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(PLAIN);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(boolean bare) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream deflate = new DeflaterOutputStream(out, new Deflater(9, bare))) {
            deflate.write(PLAIN);
        }
        return out.toByteArray();
    }
}
