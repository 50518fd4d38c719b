package poegateway.relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.upstream.PoeReply;

/** A reply that gives its pieces one by one, each after a wait, and notes in which phase it was read. */
public final class PieceByPiece implements PoeReply {
    public final List<RequestPhase> phases = new ArrayList<>();
    public final Map<String, String> headers;
    private final RequestTimeline timeline;
    private final Deque<byte[]> pieces;
    private int status = 200;
    private @Nullable Failure end;
    private @Nullable Error error;
    private Runnable hook = () -> {};
    private Runnable atTheEnd = () -> {};
    private boolean isSelfDelimiting = true;
    private Runnable beforeEach = () -> {};
    private boolean closed;
    private boolean waits = true;
    private int reads;

    public PieceByPiece(RequestTimeline timeline, Map<String, String> headers, List<byte[]> pieces) {
        this.timeline = timeline;
        this.headers = new HashMap<>(headers);
        this.pieces = new ArrayDeque<>(pieces);
    }

    public PieceByPiece(RequestTimeline timeline, Optional<String> length, List<byte[]> pieces) {
        this(timeline, length.map(told -> Map.of("content-length", told)).orElse(Map.of()), pieces);
    }

    /** One of that type, whose pieces are text. */
    static PieceByPiece of(RequestTimeline timeline, String type, String... pieces) {
        List<byte[]> bytes = Stream.of(pieces)
                .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new PieceByPiece(timeline, Map.of("content-type", type), bytes);
    }

    public PieceByPiece status(int given) {
        status = given;
        return this;
    }

    /** After the last piece. */
    public PieceByPiece breaksWith(Failure failure) {
        end = failure;
        return this;
    }

    public PieceByPiece breaksWith(Error thrown) {
        error = thrown;
        return this;
    }

    /** Runs before the read that finds the end. */
    public PieceByPiece atTheEnd(Runnable action) {
        atTheEnd = action;
        return this;
    }

    /** Its end is that of its connection. */
    public PieceByPiece untilClose() {
        isSelfDelimiting = false;
        return this;
    }

    /** Runs before each read. */
    public PieceByPiece beforeEach(Runnable action) {
        beforeEach = action;
        return this;
    }

    /** Everything is there already: nothing has to be waited for. */
    public void arrivedAtOnce() {
        waits = false;
    }

    public boolean closed() {
        return closed;
    }

    public int reads() {
        return reads;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public int read(byte[] buffer, int offset) {
        reads++;
        if (waits) {
            hook.run();
        }
        phases.add(timeline.phase());
        beforeEach.run();
        byte[] piece = pieces.poll();
        if (piece != null) {
            int count = Math.min(piece.length, buffer.length - offset);
            System.arraycopy(piece, 0, buffer, offset, count);
            if (count < piece.length) {
                pieces.addFirst(java.util.Arrays.copyOfRange(piece, count, piece.length));
            }
            return count;
        }
        atTheEnd.run();
        Failure cancelled = timeline.cancellation().reason();
        if (cancelled != null) {
            throw new FailureException(cancelled);
        }
        if (error != null) {
            throw error;
        }
        if (end != null) {
            throw new FailureException(end);
        }
        return -1;
    }

    @Override
    public boolean isSelfDelimiting() {
        return isSelfDelimiting;
    }

    @Override
    public void beforeWait(Runnable beforeWait) {
        hook = beforeWait;
    }

    @Override
    public void close() {
        closed = true;
    }
}
