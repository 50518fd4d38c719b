package poegateway.relay.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import poegateway.core.MemoryLease;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.relay.PieceByPiece;

class ReplyBodyTest {
    private final RequestTimeline timeline = RequestTimeline.unlimited(() -> 1);
    private final ReplyFailure.TooLarge tooLarge = new ReplyFailure.TooLarge(10_000);

    @Test
    void aBodyIsReadWholeWhateverItsPiecesAndItsLength() {
        for (Optional<String> length : List.of(
                Optional.<String>empty(),
                Optional.of("9999"),
                Optional.of("3"),
                Optional.of("0"),
                Optional.of("-1"),
                Optional.of("99999999999999999999"),
                Optional.of("many"))) {
            assertEquals(
                    9_999,
                    ReplyBody.read(reply(length, 1, 4_095, 5_000, 903), 10_000, MemoryLease.UNCOUNTED, timeline)
                            .length);
        }
        assertEquals(0, ReplyBody.read(reply(Optional.empty()), 10_000, MemoryLease.UNCOUNTED, timeline).length);
    }

    @Test
    void theLimitIsKeptToTheByte() {
        assertEquals(
                10_000,
                ReplyBody.read(reply(Optional.empty(), 10_000), 10_000, MemoryLease.UNCOUNTED, timeline).length);
        FailureException failed = assertThrows(
                FailureException.class,
                () -> ReplyBody.read(reply(Optional.empty(), 10_001), 10_000, MemoryLease.UNCOUNTED, timeline));
        assertEquals(tooLarge, failed.failure());
    }

    @Test
    void ofTheBeginningNoMoreIsReadThanIsWanted() {
        PieceByPiece reply = reply(Optional.empty(), 6, 6, 6);
        assertEquals(10, ReplyBody.readBeginning(reply, 10, timeline).length);
        assertEquals(2, reply.reads());
        assertEquals(6, ReplyBody.readBeginning(reply(Optional.empty(), 6), 10, timeline).length);
    }

    @Test
    void everyReadWaitsForBytesAnewAndTheWaitEndsWithIt() {
        PieceByPiece reply = reply(Optional.empty(), 5, 5);
        ReplyBody.read(reply, 10_000, MemoryLease.UNCOUNTED, timeline);
        assertEquals(Collections.nCopies(3, RequestPhase.AWAITING_BYTES), reply.phases);
        assertEquals(RequestPhase.WORKING, timeline.phase());
    }

    @Test
    void aBodyInThePlaceOfTheFirstEventIsHeldToTheLimitOfThat() {
        timeline.enter(RequestPhase.AWAITING_FIRST_EVENT);
        PieceByPiece reply = reply(Optional.empty(), 5);
        ReplyBody.readBeginning(reply, 10_000, timeline);
        assertEquals(Collections.nCopies(2, RequestPhase.AWAITING_FIRST_EVENT), reply.phases);
        assertEquals(RequestPhase.AWAITING_FIRST_EVENT, timeline.phase());
    }

    @Test
    void aReadThatFailsIsNoWaitAnyMore() {
        PieceByPiece reply = reply(Optional.empty(), 5);
        reply.breaksWith(new ReplyFailure.Closed(false));
        assertThrows(FailureException.class, () -> ReplyBody.read(reply, 10_000, MemoryLease.UNCOUNTED, timeline));
        assertEquals(RequestPhase.WORKING, timeline.phase());
    }

    private PieceByPiece reply(Optional<String> length, int... pieces) {
        List<byte[]> bytes = new ArrayList<>();
        Arrays.stream(pieces).forEach(size -> bytes.add(new byte[size]));
        return new PieceByPiece(timeline, length, bytes);
    }
}
