package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import poegateway.config.UpstreamConfig;
import poegateway.core.HeaderFields;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;

/** Frames of HTTP/2 that nobody asked for: none is taken for a part of a reply to somebody else. */
@Timeout(60)
class ForeignFramesIT {
    private static final String FOREIGN = "foreign";
    private static final int CALLERS = 50;
    private static final int QUESTIONS_EACH = 20;
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

    @TempDir
    Path folder = Path.of("");

    /** What is sent beside a reply. */
    private enum Stray {
        NOTHING,
        DATA_OF_A_STREAM_TO_COME,
        REPLY_ON_A_STREAM_TO_COME,
        DATA_AFTER_THE_END,
        SECOND_REPLY_ON_THE_STREAM,
        DATA_OF_A_STREAM_THAT_IS_OVER,
        PUSHED_REPLY,
        RESET_OF_A_STREAM_TO_COME,
        WINDOW_OF_A_STREAM_TO_COME,
        REPLY_ON_A_STREAM_OF_THE_SERVER
    }

    private static void send(Stray stray, FrameServer.Visit visit, int stream) throws IOException {
        int later = stream + 20_000; // no caller gets that far
        switch (stray) {
            case NOTHING -> {}
            case DATA_OF_A_STREAM_TO_COME -> visit.data(later, FOREIGN, false);
            case REPLY_ON_A_STREAM_TO_COME -> visit.reply(later, FOREIGN);
            case DATA_AFTER_THE_END -> visit.data(stream, FOREIGN, false);
            case SECOND_REPLY_ON_THE_STREAM -> visit.reply(stream, FOREIGN);
            case DATA_OF_A_STREAM_THAT_IS_OVER -> visit.data(1, FOREIGN, true);
            case PUSHED_REPLY -> {
                byte[] promise = FrameServer.headers(
                        List.of(":method", "GET", ":scheme", "https", ":authority", "x", ":path", "/v1/models"));
                byte[] payload = ByteBuffer.allocate(4 + promise.length)
                        .putInt(2 * stream)
                        .put(promise)
                        .array();
                visit.send(FrameServer.PUSH_PROMISE, FrameServer.END_HEADERS, stream, payload);
                visit.reply(2 * stream, FOREIGN);
            }
            case RESET_OF_A_STREAM_TO_COME -> visit.send(FrameServer.RST_STREAM, 0, later, new byte[] {0, 0, 0, 8});
            case WINDOW_OF_A_STREAM_TO_COME -> visit.send(FrameServer.WINDOW_UPDATE, 0, later, new byte[] {0, 0, 1, 0});
            case REPLY_ON_A_STREAM_OF_THE_SERVER -> visit.reply(2 * stream, FOREIGN);
        }
    }

    @Test
    void everyReplyBelongsToItsRequest() throws Exception {
        long seed = Long.getLong("foreign.seed", System.nanoTime());
        System.out.println("foreign.seed=" + seed);
        Random random = new Random(seed);
        Map<Stray, Integer> sent = new EnumMap<>(Stray.class);
        try (FrameServer server = new FrameServer(CERTIFICATE, (visit, stream, question) -> {
                    Stray stray;
                    boolean before;
                    synchronized (random) {
                        stray = Stray.values()[random.nextInt(Stray.values().length)];
                        // on a stream that is open it would be a part of that reply
                        before = random.nextBoolean()
                                && stray != Stray.DATA_AFTER_THE_END
                                && stray != Stray.SECOND_REPLY_ON_THE_STREAM
                                && (stray != Stray.DATA_OF_A_STREAM_THAT_IS_OVER || stream > 1);
                        sent.merge(stray, 1, Integer::sum);
                    }
                    if (before) {
                        send(stray, visit, stream);
                    }
                    visit.reply(stream, question);
                    if (!before) {
                        send(stray, visit, stream);
                    }
                });
                HttpUpstream upstream = upstream(server)) {
            Queue<String> wrong = new ConcurrentLinkedQueue<>();
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < CALLERS; i++) {
                    int caller = i;
                    callers.execute(() -> askOn(upstream, caller, wrong));
                }
            }
            assertEquals(List.of(), List.copyOf(wrong), () -> "foreign.seed=" + seed);
            assertEquals(Stray.values().length, sent.size());
            assertEquals(0, upstream.openReplies());
        }
    }

    private static void askOn(HttpUpstream upstream, int caller, Queue<String> wrong) {
        for (int i = 0; i < QUESTIONS_EACH; i++) {
            String token = "token-" + caller + "-" + i;
            try {
                String answer = ask(upstream, token);
                if (!answer.equals(token)) {
                    wrong.add(token + " got " + answer);
                }
            } catch (RuntimeException failed) {
                wrong.add(token + " failed: " + failed);
            }
        }
    }

    private static String ask(HttpUpstream upstream, String question) {
        byte[] buffer = new byte[1000];
        int length = 0;
        try (PoeReply reply = upstream.send(call(question))) {
            for (int read = reply.read(buffer, 0); read >= 0; read = reply.read(buffer, length)) {
                length += read;
            }
        }
        return new String(buffer, 0, length, StandardCharsets.US_ASCII);
    }

    private static PoeRequest call(String question) {
        PoeRequestBody body = new PoeRequestBody() {
            @Override
            public long length() {
                return question.length();
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(question.getBytes(StandardCharsets.US_ASCII));
            }
        };
        return new PoeRequest(
                PoeEndpoint.api("POST", "/chat/completions"),
                Optional.empty(),
                HeaderFields.NONE,
                Optional.of(body),
                RequestTimeline.unlimited(() -> 1));
    }

    @Test
    void aLengthThatIsNoneIsABadResponse() throws IOException {
        try (FrameServer server = new FrameServer(
                        CERTIFICATE,
                        (visit, stream, question) ->
                                visit.head(stream, "content-length", question).data(stream, "hello", true));
                HttpUpstream upstream = upstream(server)) {
            assertEquals("hello", ask(upstream, "5"));
            for (String length : List.of("-5", "five", "5,5", "+5", "")) {
                assertInstanceOf(ReplyFailure.BadResponse.class, failure(upstream, length), length);
            }
            assertEquals(0, upstream.openReplies());
        }
    }

    @Test
    void headersThatAreTooLongAreABadResponse() throws IOException {
        String[] many = new String[2 * 4_000];
        Arrays.setAll(many, i -> i % 2 == 0 ? "x-filler" : "h".repeat(100));
        byte[] block = FrameServer.headers(
                java.util.stream.Stream.concat(java.util.stream.Stream.of(":status", "200"), Arrays.stream(many))
                        .toList());
        try (FrameServer server = new FrameServer(CERTIFICATE, (visit, stream, question) -> {
                    int piece = 16_000;
                    for (int from = 0; from < block.length; from += piece) {
                        int to = Math.min(block.length, from + piece);
                        int flags = to == block.length ? FrameServer.END_HEADERS : 0;
                        visit.send(
                                from == 0 ? FrameServer.HEADERS : FrameServer.CONTINUATION,
                                flags,
                                stream,
                                Arrays.copyOfRange(block, from, to));
                    }
                });
                HttpUpstream upstream = upstream(server)) {
            assertEquals(new ReplyFailure.BadResponse("its headers are too long"), failure(upstream, "x"));
            assertTrue(block.length > 256 * 1024);
        }
    }

    private static Failure failure(HttpUpstream upstream, String question) {
        return assertThrows(FailureException.class, () -> ask(upstream, question))
                .failure();
    }

    private HttpUpstream upstream(FrameServer server) throws IOException {
        Path pem = Files.writeString(folder.resolve("ca.pem"), CERTIFICATE.certificatePem());
        URI base = URI.create("https://127.0.0.1:" + server.port() + "/v1");
        Optional<TrustedAuthorities> trust = Optional.of(TrustedAuthorities.systemAnd(pem));
        return new HttpUpstream(base, UpstreamConfig.defaults(), trust, Optional.empty(), new Ticker(() -> 1));
    }
}
