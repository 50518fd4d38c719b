package poegateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import poegateway.config.GatewayConfig;
import poegateway.core.Cancellation;
import poegateway.core.MemoryLease;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.chat.ChatStream;
import poegateway.dialect.chat.Envelope;
import poegateway.dialect.chat.Samples;
import poegateway.relay.reply.ReplyBudget;

class StreamCollectorTest {
    private static final int LIMIT_BYTES = 100_000;
    private static final String CHUNK =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",%s},\"finish_reason\":%s}]}\n\n";
    private static final String TEXT = CHUNK.formatted("\"content\":\"x\"", "\"stop\"");
    private static final String CALL = CHUNK.formatted(
            "\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\","
                    + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]",
            "null");
    private static final String END = "data: [DONE]\n\n";

    private static final Envelope ENVELOPE = new Envelope("chatcmpl-1", 1, "m");

    private final Ticker ticker = new Ticker(() -> 0);
    private final RequestTimeline timeline =
            RequestTimeline.start(ticker, GatewayConfig.defaults().timeLimits(), new Cancellation());

    @AfterEach
    void nothingIsLeft() {
        timeline.close();
        assertEquals(0, ticker.size());
    }

    @Test
    void aStreamIsReadUpToItsEndMarkWhateverFollows() {
        PieceByPiece broken = reply(TEXT, END).breaksWith(new ReplyFailure.Closed(false));
        assertTrue(joined(broken).contains("\"content\":\"x\""));
        assertEquals(2, broken.reads());
        assertEquals(
                List.of(RequestPhase.AWAITING_BYTES),
                broken.phases.stream().distinct().toList());
        assertEquals(RequestPhase.WORKING, timeline.phase());
        PieceByPiece early = reply(TEXT).breaksWith(new ReplyFailure.Closed(false));
        assertThrows(FailureException.class, () -> joined(early));
    }

    @Test
    void aCallWithoutFinishIsTruncatedWhereTheReplyEndsWithItsConnection() throws IOException {
        String finish = "\"finish_reason\":\"tool_calls\"";
        assertTrue(joined(reply(CALL)).contains(finish));
        assertTrue(streamed(reply(CALL)).contains(finish));
        FailureException whole =
                assertThrows(FailureException.class, () -> joined(reply(CALL).untilClose()));
        FailureException stream =
                assertThrows(FailureException.class, () -> streamed(reply(CALL).untilClose()));
        assertEquals(new ReplyFailure.Truncated(), whole.failure());
        assertEquals(new ReplyFailure.Truncated(), stream.failure());
    }

    private String joined(PieceByPiece reply) {
        ReplyAssembler whole = Samples.assembler(LIMIT_BYTES, LIMIT_BYTES);
        return new String(
                StreamCollector.read(reply, whole, MemoryLease.UNCOUNTED, timeline)
                        .body(),
                StandardCharsets.UTF_8);
    }

    private String streamed(PieceByPiece reply) throws IOException {
        ReplyBudget.Lease memory = new ReplyBudget(1 << 24).open(timeline.cancellation());
        ChatStream stream = new ChatStream(false, LIMIT_BYTES, ENVELOPE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (StreamAnswer answer = StreamAnswer.begin(reply, stream, timeline, Operations.begin(timeline), memory)) {
            answer.writeTo(out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private PieceByPiece reply(String... pieces) {
        List<byte[]> bytes = Stream.of(pieces)
                .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new PieceByPiece(timeline, Optional.empty(), bytes);
    }
}
