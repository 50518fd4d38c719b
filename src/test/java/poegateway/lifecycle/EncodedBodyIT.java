package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;

/** Request bodies that come packed. */
class EncodedBodyIT {
    private static final int MEBIBYTE = 1024 * 1024;

    @GatewayTest
    void gzipAndDeflateAreUnpackedAndPoeGetsThePlainBody(Rig rig, TestDialect dialect) throws IOException {
        byte[] body = body(dialect);
        String plain = Integer.toString(body.length);
        byte[] gzip = gzip(body);
        byte[] twoMembers = joined(gzip(Arrays.copyOf(body, 10)), gzip(Arrays.copyOfRange(body, 10, body.length)));
        assertServed(rig, dialect, "gzip", gzip);
        assertServed(rig, dialect, "GZIP", gzip);
        assertServed(rig, dialect, "x-gzip", gzip);
        assertServed(rig, dialect, "identity, gzip", gzip);
        assertServed(rig, dialect, "gzip", twoMembers);
        assertServed(rig, dialect, "deflate", deflate(body(dialect)));
        assertServed(rig, dialect, "identity", body(dialect));
        assertServed(rig, dialect, "", body(dialect));
        assertEquals(8, rig.poe().arrivals().size());
        rig.poe().arrivals().forEach(arrival -> {
            assertEquals(null, arrival.headers().get("content-encoding"));
            assertEquals(plain, arrival.headers().get("content-length"));
        });
    }

    @GatewayTest
    void whatIsPackedInAnotherWayIsRefusedWithTheWaysThatAreTaken(Rig rig, TestDialect dialect) throws IOException {
        for (String encoding : List.of("zstd", "br", "compress", "gzip, gzip", "gzip, br", "x")) {
            Reply reply = post(rig, dialect, encoding, gzip(body(dialect)));
            assertEquals(415, reply.status(), encoding);
            assertEquals("unsupported_content_encoding", reply.errorCode());
            assertEquals("gzip, deflate", reply.header("accept-encoding"));
            assertTrue(reply.errorMessage().contains(encoding), reply.body());
        }
        assertEquals(0, rig.poe().census().arrivals());
    }

    @GatewayTest(settings = "server.body-limit=1MiB")
    void aSmallBodyThatUnpacksToALargeOneIsTooLarge(Rig rig, TestDialect dialect) throws IOException {
        byte[] bomb = gzip(new byte[64 * MEBIBYTE]);
        assertTrue(bomb.length < MEBIBYTE);
        assertEquals(413, post(rig, dialect, "gzip", bomb).status());
        assertEquals(
                413,
                post(rig, dialect, "deflate", deflate(new byte[64 * MEBIBYTE])).status());
        assertServed(rig, dialect, "gzip", gzip(body(dialect)));
        assertEquals(0, rig.gateway().census().bodyBytesHeld());
    }

    @GatewayTest(settings = {"server.body-limit=32MiB", "server.body-bytes-in-flight=2MiB"})
    void whatItUnpacksToCountsTowardsTheMemoryOfAllBodies(Rig rig, TestDialect dialect) throws IOException {
        Reply large = post(rig, dialect, "gzip", gzip(new byte[16 * MEBIBYTE]));
        assertEquals(413, large.status());
        assertEquals("request_over_memory", large.errorCode());
        assertServed(rig, dialect, "gzip", gzip(body(dialect)));
    }

    @GatewayTest
    void whatCannotBeUnpackedIsTheCallersFault(Rig rig, TestDialect dialect) throws IOException {
        byte[] gzip = gzip(body(dialect));
        byte[] spoilt = gzip.clone();
        spoilt[gzip.length - 6] ^= 1; // the checksum
        for (byte[] broken :
                List.of(body(dialect), Arrays.copyOf(gzip, gzip.length - 9), spoilt, new byte[0], new byte[] {31})) {
            Reply reply = post(rig, dialect, "gzip", broken);
            assertEquals(400, reply.status(), reply.body());
            assertEquals("invalid_http", reply.errorCode());
        }
        assertEquals(400, post(rig, dialect, "deflate", gzip).status());
        assertEquals(0, rig.poe().census().arrivals());
    }

    @GatewayTest(transport = Transport.H1)
    void otherTransferCodingsThanChunkedAreNotImplemented(Rig rig) throws IOException {
        for (String coding : List.of("gzip, chunked", "gzip", "x, chunked", "deflate, gzip, chunked")) {
            try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                Reply reply = caller.send("POST " + ChatDialect.CHAT.path() + " HTTP/1.1\r\nHost: localhost\r\n"
                                + "Content-Type: application/json\r\nTransfer-Encoding: " + coding
                                + "\r\n\r\n0\r\n\r\n")
                        .reply();
                assertTrue(
                        reply.status() == 501 || (reply.status() == 400 && !coding.endsWith("chunked")),
                        coding + reply);
                assertEquals("invalid_http", reply.errorCode());
            }
        }
    }

    private static byte[] body(TestDialect dialect) {
        return dialect.body("Claude-Sonnet-4.6", false).getBytes(StandardCharsets.UTF_8);
    }

    private static void assertServed(Rig rig, TestDialect dialect, String encoding, byte[] body) {
        rig.poe().enqueue(dialect.whole("hello"));
        assertEquals(200, post(rig, dialect, encoding, body).status());
    }

    private static Reply post(Rig rig, TestDialect dialect, String encoding, byte[] body) {
        Request.Builder request =
                rig.request(dialect, "any", false).post(RequestBody.create(body, MediaType.get("application/json")));
        if (!encoding.isEmpty()) {
            request.header("content-encoding", encoding);
        }
        return rig.read(rig.caller().newCall(request.build()));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] deflate(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
