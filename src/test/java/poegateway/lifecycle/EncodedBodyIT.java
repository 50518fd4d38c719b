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
import poegateway.rig.Transport;

/** Request bodies that come packed. */
class EncodedBodyIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final byte[] BODY =
            ChatDialect.CHAT.body("Claude-Sonnet-4.6", false).getBytes(StandardCharsets.UTF_8);
    private static final int MEBIBYTE = 1024 * 1024;

    @GatewayTest
    void gzipAndDeflateAreUnpackedAndPoeGetsThePlainBody(Rig rig) throws IOException {
        byte[] gzip = gzip(BODY);
        byte[] twoMembers = joined(gzip(Arrays.copyOf(BODY, 10)), gzip(Arrays.copyOfRange(BODY, 10, BODY.length)));
        assertEquals(200, post(rig, "gzip", gzip).status());
        assertEquals(200, post(rig, "GZIP", gzip).status());
        assertEquals(200, post(rig, "x-gzip", gzip).status());
        assertEquals(200, post(rig, "identity, gzip", gzip).status());
        assertEquals(200, post(rig, "gzip", twoMembers).status());
        assertEquals(200, post(rig, "deflate", deflate(BODY)).status());
        assertEquals(200, post(rig, "identity", BODY).status());
        assertEquals(200, post(rig, "", BODY).status());
        assertEquals(8, rig.poe().arrivals().size());
        rig.poe().arrivals().forEach(arrival -> {
            assertEquals(null, arrival.headers().get("content-encoding"));
            assertTrue(arrival.headers().getOrDefault("content-length", "0").length() > 1);
        });
    }

    @GatewayTest
    void whatIsPackedInAnotherWayIsRefusedWithTheWaysThatAreTaken(Rig rig) throws IOException {
        for (String encoding : List.of("zstd", "br", "compress", "gzip, gzip", "gzip, br", "x")) {
            Reply reply = post(rig, encoding, gzip(BODY));
            assertEquals(415, reply.status(), encoding);
            assertEquals("unsupported_content_encoding", reply.errorCode());
            assertEquals("gzip, deflate", reply.header("accept-encoding"));
            assertTrue(reply.error().path("message").asText().contains(encoding), reply.body());
        }
        assertEquals(0, rig.poe().census().arrivals());
    }

    @GatewayTest(settings = "server.body-limit=1MiB")
    void aSmallBodyThatUnpacksToALargeOneIsTooLarge(Rig rig) throws IOException {
        byte[] bomb = gzip(new byte[64 * MEBIBYTE]);
        assertTrue(bomb.length < MEBIBYTE);
        assertEquals(413, post(rig, "gzip", bomb).status());
        assertEquals(413, post(rig, "deflate", deflate(new byte[64 * MEBIBYTE])).status());
        assertEquals(200, post(rig, "gzip", gzip(BODY)).status());
        assertEquals(0, rig.gateway().census().bodyBytesHeld());
    }

    @GatewayTest(settings = {"server.body-limit=32MiB", "server.body-bytes-in-flight=2MiB"})
    void whatItUnpacksToCountsTowardsTheMemoryOfAllBodies(Rig rig) throws IOException {
        Reply large = post(rig, "gzip", gzip(new byte[16 * MEBIBYTE]));
        assertEquals(413, large.status());
        assertEquals("request_over_memory", large.errorCode());
        assertEquals(200, post(rig, "gzip", gzip(BODY)).status());
    }

    @GatewayTest
    void whatCannotBeUnpackedIsTheCallersFault(Rig rig) throws IOException {
        byte[] gzip = gzip(BODY);
        byte[] spoilt = gzip.clone();
        spoilt[gzip.length - 6] ^= 1; // the checksum
        for (byte[] broken :
                List.of(BODY, Arrays.copyOf(gzip, gzip.length - 9), spoilt, new byte[0], new byte[] {31})) {
            Reply reply = post(rig, "gzip", broken);
            assertEquals(400, reply.status(), reply.body());
            assertEquals("invalid_http", reply.errorCode());
        }
        assertEquals(400, post(rig, "deflate", gzip).status());
        assertEquals(0, rig.poe().census().arrivals());
    }

    @GatewayTest(transport = Transport.H1)
    void otherTransferCodingsThanChunkedAreNotImplemented(Rig rig) throws IOException {
        for (String coding : List.of("gzip, chunked", "gzip", "x, chunked", "deflate, gzip, chunked")) {
            try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                Reply reply = caller.send("POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\n"
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

    private static Reply post(Rig rig, String encoding, byte[] body) {
        Request.Builder request = new Request.Builder()
                .url(rig.gateway().url() + CHAT)
                .post(RequestBody.create(body, MediaType.get("application/json")));
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
