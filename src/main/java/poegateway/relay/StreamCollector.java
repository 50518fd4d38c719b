package poegateway.relay;

import poegateway.core.MemoryLease;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.WholeReply;
import poegateway.upstream.PoeReply;

/** Reads a stream that comes where a whole reply was asked for, up to its end mark: what follows that is not waited for. */
final class StreamCollector {
    private static final int BUFFER_BYTES = 16 * 1024;
    /** The words of the stream are kept in buffers that double, then in one piece, and then as they go. */
    private static final int PARTS = 5;

    private StreamCollector() {}

    /**
     * The whole reply; its memory is taken as the stream comes.
     *
     * @throws poegateway.core.failure.FailureException as {@link ReplyAssembler} and the reply do
     */
    static WholeReply read(PoeReply reply, ReplyAssembler whole, MemoryLease memory, RequestTimeline timeline) {
        byte[] buffer = new byte[BUFFER_BYTES];
        while (!whole.done()) {
            timeline.enter(RequestPhase.AWAITING_BYTES);
            int read = reply.read(buffer, 0);
            timeline.resume();
            if (read < 0) {
                return whole.end(reply.isSelfDelimiting());
            }
            memory.take(PARTS * (long) read);
            whole.feed(buffer, 0, read);
        }
        return whole.end(true);
    }
}
