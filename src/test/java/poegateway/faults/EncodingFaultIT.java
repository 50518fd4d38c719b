package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Verdict.BOTH;
import static poegateway.faults.Verdict.MODEL;
import static poegateway.faults.Verdict.asked;
import static poegateway.faults.Verdict.notAgain;
import static poegateway.faults.Verdict.refused;
import static poegateway.faults.Verdict.said;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;

/** Replies in an encoding that nobody asked for: a refusal is worth its status, an answer is worth nothing unread. */
class EncodingFaultIT {
    private static final byte[] ERROR = bytes("{\"error\":{\"message\":\"Not now.\",\"type\":\"rate_limit_error\"}}");

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Packed(String encoding, byte[] body) {}

    @GatewayTest
    void aRefusalThatCannotBeReadKeepsItsStatusAndItsWait(Rig rig, TestDialect dialect) throws IOException {
        for (Map.Entry<String, Packed> one : unreadable(ERROR).entrySet()) {
            for (boolean stream : BOTH) {
                rig.poe().enqueue(script(429, one.getValue(), Map.of("retry-after", "20")));
                Reply limited = asked(rig, dialect, 1, MODEL, stream);
                refused(limited, 429, "rate_limit_exceeded");
                assertEquals("20", limited.headers().get("retry-after"), one.getKey());
                rig.poe().enqueue(script(402, one.getValue(), Map.of()));
                Reply empty = asked(rig, dialect, 1, MODEL, stream);
                refused(empty, 402, "insufficient_quota");
                notAgain(empty);
                rig.poe().enqueue(script(400, one.getValue(), Map.of()));
                assertEquals(400, asked(rig, dialect, 1, MODEL, stream).status(), one.getKey());
            }
        }
    }

    @GatewayTest
    void anAnswerThatCannotBeReadIsABadResponseAndNotAskedForAgain(Rig rig, TestDialect dialect) throws IOException {
        for (Map.Entry<String, Packed> one : unreadable(answer(dialect)).entrySet()) {
            for (boolean stream : BOTH) {
                rig.poe().enqueue(script(200, one.getValue(), Map.of()));
                Reply reply = asked(rig, dialect, 1, MODEL, stream);
                assertEquals(502, reply.status(), one.getKey());
                refused(reply, 502, "upstream_bad_response");
                notAgain(reply);
            }
        }
    }

    @GatewayTest
    void whatCanBeUnpackedIsUnpacked(Rig rig, TestDialect dialect) throws IOException {
        Map<String, Packed> readable = Map.of(
                "gzip", new Packed("gzip", gzip(answer(dialect))),
                "old name", new Packed("X-GZip", gzip(answer(dialect))),
                "zlib", new Packed("deflate", deflate(answer(dialect), false)),
                "bare", new Packed("deflate", deflate(answer(dialect), true)),
                "plain", new Packed("identity", answer(dialect)));
        for (Map.Entry<String, Packed> one : readable.entrySet()) {
            rig.poe().enqueue(script(200, one.getValue(), Map.of()));
            said(asked(rig, dialect, 1, MODEL, false), "unpacked");
        }
        rig.poe().enqueue(script(400, new Packed("deflate", deflate(ERROR, false)), Map.of()));
        assertTrue(asked(rig, dialect, 1, MODEL, false).body().contains("Not now."));
        long connections = rig.poe().arrivals().stream()
                .map(arrival -> arrival.connection())
                .distinct()
                .count();
        assertEquals(1, connections, "an unpacked reply is read to its end");
    }

    @GatewayTest
    void aHeaderOfPoesThatIsTooLongStaysBehind(Rig rig) {
        Map<String, String> headers = new HashMap<>();
        headers.put("openai-version", "v".repeat(20_000));
        headers.put("openai-processing-ms", "7");
        headers.put("x-request-id", "i".repeat(257));
        headers.put("x-poe-feature-active", "f".repeat(256));
        rig.poe().enqueue(script(200, new Packed("identity", answer(ChatDialect.CHAT)), headers));
        Reply reply = asked(rig, 1, MODEL, false);
        said(reply, "unpacked");
        assertNull(reply.headers().get("openai-version"));
        assertNull(reply.headers().get("x-poe-request-id"));
        assertEquals("7", reply.headers().get("openai-processing-ms"));
        assertEquals("f".repeat(256), reply.headers().get("x-poe-feature-active"));
    }

    /** Over HTTP/2 the simulator cannot send so many. */
    @GatewayTest(transport = Transport.H1)
    void halfAMegabyteOfSmallHeadersIsTooLong(Rig rig, TestDialect dialect) {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            many.put("x-filler-" + i, "h".repeat(85));
        }
        for (boolean stream : BOTH) {
            rig.poe().enqueue(script(200, new Packed("identity", answer(dialect)), many));
            Reply reply = asked(rig, dialect, 1, MODEL, stream);
            refused(reply, 502, "upstream_bad_response");
            assertTrue(reply.body().contains("its headers are too long"), reply.body());
            notAgain(reply);
        }
    }

    private static byte[] answer(TestDialect dialect) {
        return dialect.whole("unpacked").pieces().getFirst().bytes();
    }

    private static Map<String, Packed> unreadable(byte[] body) throws IOException {
        byte[] gzip = gzip(body);
        byte[] wrong = gzip.clone();
        wrong[gzip.length - 6] ^= 1; // in the checksum
        Map<String, Packed> all = new LinkedHashMap<>();
        all.put("br", new Packed("br", body));
        all.put("zstd", new Packed("zstd", body));
        all.put("twice", new Packed("gzip, br", gzip));
        all.put("plain as gzip", new Packed("gzip", body));
        all.put("cut gzip", new Packed("gzip", Arrays.copyOf(gzip, gzip.length / 2)));
        all.put("gzip cut in its head", new Packed("gzip", Arrays.copyOf(gzip, 5)));
        all.put("gzip with a wrong checksum", new Packed("gzip", wrong));
        all.put("empty gzip", new Packed("gzip", new byte[0]));
        all.put("plain as deflate", new Packed("deflate", body));
        all.put("cut deflate", new Packed("deflate", Arrays.copyOf(deflate(body, false), 20)));
        all.put("empty deflate", new Packed("deflate", new byte[0]));
        return all;
    }

    private static Script script(int status, Packed packed, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("content-type", "application/json");
        headers.put("content-encoding", packed.encoding());
        return new Script(
                status,
                headers,
                Script.Framing.CONTENT_LENGTH,
                List.of(new Script.Piece(packed.body(), Pause.NONE)),
                new Mishap.None());
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] bytes, boolean bare) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream deflate = new DeflaterOutputStream(out, new Deflater(9, bare))) {
            deflate.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
