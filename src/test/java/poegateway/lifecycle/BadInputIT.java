package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.rig.ChatDialect.CHAT;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;

/** Bad input gets a clear JSON error, reaches nobody, and the process serves on. */
class BadInputIT {
    private static final String MODEL = "Claude-Sonnet-4.6";
    private static final int MEBIBYTE = 1024 * 1024;

    @GatewayTest
    void brokenBodiesAreNamedByTheirFault(Rig rig) {
        String deep = "[".repeat(300) + "]".repeat(300);
        Map<String, String> faults = Map.ofEntries(
                Map.entry("", "invalid_json"),
                Map.entry("{", "invalid_json"),
                Map.entry("nonsense", "invalid_json"),
                Map.entry(CHAT.body(MODEL, false) + "x", "invalid_json"),
                Map.entry(with("\"x\":" + deep), "json_too_deep"),
                Map.entry(with("\"temperature\":1e400"), "invalid_number"),
                Map.entry(with("\"temperature\":" + "9".repeat(1_001)), "invalid_number"),
                Map.entry(with("\"temperature\":NaN"), "invalid_number"),
                Map.entry(with("\"model\":\"other\""), "duplicate_key"),
                Map.entry(with("\"n\":2"), "unsupported_parameter"),
                Map.entry("{\"messages\":[]}", "missing_required_parameter"),
                Map.entry("{\"model\":\"m\"}", "missing_required_parameter"),
                Map.entry("{\"model\":7,\"messages\":[]}", "invalid_value"));
        faults.forEach((body, code) -> {
            Reply reply = rig.post(CHAT.path(), body);
            String shown = body.substring(0, Math.min(60, body.length()));
            assertEquals(400, reply.status(), shown);
            assertEquals(code, reply.errorCode(), () -> shown + " → " + reply.body());
        });
        assertEquals(0, rig.poe().census().arrivals());
        assertServes(rig, CHAT);
    }

    @GatewayTest
    void whatIsNotUtf8IsRefusedByItsOffset(Rig rig) {
        List<byte[]> broken = List.of(
                new byte[] {(byte) 0xFF}, // never a byte of UTF-8
                new byte[] {(byte) 0xC0, (byte) 0xAF}, // a slash, overlong
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}); // half of a surrogate pair
        for (byte[] sequence : broken) {
            byte[] body = CHAT.body(MODEL, false).getBytes(StandardCharsets.UTF_8);
            int at = new String(body, StandardCharsets.UTF_8).indexOf("hello");
            System.arraycopy(sequence, 0, body, at, sequence.length);
            Reply reply = rig.read(call(rig, CHAT, RequestBody.create(body, MediaType.get("application/json"))));
            assertEquals(400, reply.status());
            assertEquals("invalid_utf8", reply.errorCode());
            assertTrue(reply.error().path("message").asText().contains(Integer.toString(at)), reply.body());
        }
        assertServes(rig, CHAT);
    }

    @GatewayTest
    void aBodyOverTheLimitIsRefusedWithOrWithoutItsLength(Rig rig, TestDialect dialect) {
        for (boolean declared : new boolean[] {true, false}) {
            Reply reply = rig.read(call(rig, dialect, zeros(40 * MEBIBYTE, declared)));
            assertEquals(413, reply.status());
            assertEquals("request_too_large", reply.errorCode());
        }
        assertEquals(0, rig.poe().census().arrivals());
        assertServes(rig, dialect);
    }

    @GatewayTest(settings = "server.body-bytes-in-flight=8MiB")
    void fortyLargeBodiesAtOnceAreServedOrRefusedAndNeverTooMany(Rig rig) throws Exception {
        int callers = 40;
        CountDownLatch over = new CountDownLatch(callers);
        ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
        for (int caller = 0; caller < callers; caller++) {
            Thread.startVirtualThread(() -> {
                statuses.add(rig.read(call(rig, CHAT, picture(2 * MEBIBYTE))).status());
                over.countDown();
            });
        }
        over.await();
        assertEquals(callers, statuses.size());
        assertTrue(statuses.stream().allMatch(status -> status == 200 || status == 503), statuses::toString);
        assertTrue(statuses.contains(200), statuses::toString);
        assertServes(rig, CHAT);
    }

    @GatewayTest(transport = Transport.H1, settings = "server.body-bytes-in-flight=64MiB")
    void whoAnnouncesMuchAndSendsNothingLocksNobodyOut(Rig rig, TestDialect dialect) throws IOException {
        String head = "POST " + dialect.path() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + 32 * MEBIBYTE + "\r\n\r\n{";
        try (RawCaller one = new RawCaller(rig.gateway().url());
                RawCaller other = new RawCaller(rig.gateway().url())) {
            one.send(head);
            other.send(head);
            poegateway.rig.Eventually.holds(
                    Duration.ofSeconds(5),
                    () -> rig.gateway().census().bodyBytesHeld() > 0
                            && rig.gateway().census().openExchanges() == 2,
                    () -> "the requests never began: " + rig.gateway().census());
            assertServes(rig, dialect);
        }
    }

    @GatewayTest(transport = Transport.H1, settings = "server.body-bytes-in-flight=1MiB")
    void largeBodiesLeaveRoomForSmallOnes(Rig rig) throws IOException {
        String head = "POST " + CHAT.path() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + MEBIBYTE + "\r\n\r\n";
        try (RawCaller one = new RawCaller(rig.gateway().url());
                RawCaller other = new RawCaller(rig.gateway().url())) {
            one.send(head + "A".repeat(200_000));
            other.send(head + "A".repeat(200_000));
            poegateway.rig.Eventually.holds(
                    Duration.ofSeconds(5),
                    () -> rig.gateway().census().bodyBytesHeld() == 2 * 256 * 1024,
                    () -> "the bodies never came: " + rig.gateway().census());
            assertEquals(503, rig.read(call(rig, CHAT, picture(300_000))).status());
            assertServes(rig, CHAT);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aBodyThatDripsIsRefusedInTime(Rig rig, TestDialect dialect) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            caller.send("POST " + dialect.path() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100\r\n\r\n{");
            poegateway.rig.Eventually.holds(
                    Duration.ofSeconds(5),
                    () -> rig.gateway().census().bodyBytesHeld() == 100,
                    () -> "the request never began: " + rig.gateway().census());
            rig.advance(Duration.ofSeconds(31));
            Reply reply = caller.reply(dialect);
            assertEquals(408, reply.status());
            assertEquals("request_timeout", reply.errorCode());
        }
        assertServes(rig, dialect);
    }

    @GatewayTest(transport = Transport.H1)
    void whatIsNotHttpIsAnsweredInJson(Rig rig) throws IOException {
        Map<String, Integer> broken = Map.of(
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                400,
                "GET / HTTP/1.1\nHost: a\n\n",
                400,
                "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                414,
                "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
                431,
                "GET /%2e%2e/x HTTP/1.1\r\nHost: a\r\n\r\n",
                400,
                "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                505,
                "POST " + CHAT.path() + " HTTP/1.1\r\nHost: a\r\nContent-Length: +4\r\n\r\n{}{}",
                400,
                "POST " + CHAT.path()
                        + " HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n",
                400);
        for (Map.Entry<String, Integer> request : broken.entrySet()) {
            try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                Reply reply = caller.send(request.getKey()).reply();
                assertEquals(request.getValue(), reply.status(), request.getKey());
                assertEquals("invalid_http", reply.errorCode(), request.getKey());
            }
        }
        assertServes(rig, CHAT);
    }

    @GatewayTest(transport = Transport.H1)
    void aBrokenChunkOfABodyIsTheCallersFault(Rig rig, TestDialect dialect) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            Reply reply = caller.send("POST " + dialect.path()
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")
                    .reply(dialect);
            assertEquals(400, reply.status());
            assertEquals("invalid_http", reply.errorCode());
        }
        assertServes(rig, dialect);
    }

    private static void assertServes(Rig rig, TestDialect dialect) {
        rig.poe().enqueue(dialect.whole("hello"));
        assertEquals(200, rig.ask(dialect, MODEL, false).status());
    }

    private static String with(String member) {
        return CHAT.body(MODEL, false)
                .replaceFirst("\\{", java.util.regex.Matcher.quoteReplacement("{" + member + ","));
    }

    private static okhttp3.Call call(Rig rig, TestDialect dialect, RequestBody body) {
        return rig.caller()
                .newCall(rig.request(dialect, MODEL, false).post(body).build());
    }

    /** A valid request with a picture of that many characters, made while it is sent. */
    private static RequestBody picture(int bytes) {
        String all =
                "{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                        + "\"image_url\":{\"url\":\"data:image/png;base64,\"}}]}]}";
        int at = all.indexOf("\"}}]}]}");
        return streamed(all.length() + bytes, sink -> {
            sink.writeUtf8(all.substring(0, at));
            letters(sink, bytes);
            sink.writeUtf8(all.substring(at));
        });
    }

    private static RequestBody zeros(int bytes, boolean declared) {
        return streamed(declared ? bytes : -1, sink -> letters(sink, bytes));
    }

    private static void letters(BufferedSink sink, int bytes) throws IOException {
        byte[] some = "A".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
        for (int left = bytes; left > 0; left -= some.length) {
            sink.write(some, 0, Math.min(left, some.length));
        }
    }

    private static RequestBody streamed(long length, Writing writing) {
        return new RequestBody() {
            @Override
            public @Nullable MediaType contentType() {
                return MediaType.get("application/json");
            }

            @Override
            public long contentLength() {
                return length;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                writing.to(sink);
            }
        };
    }

    @FunctionalInterface
    private interface Writing {
        void to(BufferedSink sink) throws IOException;
    }
}
