package poegateway.dialect;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;

/**
 * Carries one stream of events from Poe to the caller, and knows how far it came. Each write ends at the end of an event.
 * Belongs to one thread but for {@link #heartbeat()}.
 */
public interface ReplyStream {
    /**
     * Takes bytes of Poe's reply, split anywhere, and writes what may go to the caller.
     *
     * @throws poegateway.core.failure.FailureException when an event is an error of Poe's, cannot be read or is over the limit; what
     *     came before it has been written, and nothing of it
     * @throws IOException when {@code out} fails
     */
    void feed(byte[] bytes, int offset, int length, OutputStream out) throws IOException;

    /**
     * Takes one event as {@link poegateway.wire.SseReader} gives it, and else does the same as {@link #feed}. Whoever translates has read
     * the events already, and need not have them read again. What is written for one is events of that form, each by itself.
     *
     * @throws IOException as {@link #feed}
     */
    default void feedEvent(byte[] frame, int from, int to, OutputStream out) throws IOException {
        feed(frame, from, to - from, out);
    }

    /**
     * Poe's reply came to its regular end.
     *
     * @param selfDelimiting whether the reply marks its end; else a broken connection looks the same
     * @throws poegateway.core.failure.FailureException with {@link poegateway.core.failure.ReplyFailure.Truncated} when the answer is not
     *     finished, or an event is cut off
     * @throws IOException when {@code out} fails
     */
    void end(boolean selfDelimiting, OutputStream out) throws IOException;

    /**
     * Poe's reply broke off: writes what waits for an event that does not come. The answer may be {@link #done} by that, where a
     * bound of its length lies in what waited.
     */
    void breakOff(OutputStream out) throws IOException;

    /** Whether an event of the model's was written; before that, an error can still become a status. */
    boolean started();

    /** Whether the answer is finished and written; what Poe sends after it is ignored. */
    boolean done();

    /** Events of Poe's so far, an end mark not counted. */
    int eventCount();

    /** What the model counted, as far as it was told. */
    Optional<Usage> usage();

    /** Name of the model that answers, by Poe's word; empty as long as it was not told. */
    Optional<String> model();

    /** An event that adds nothing, and keeps proxies from hanging up; empty while there is none. Any thread may ask. */
    byte[] heartbeat();

    /** The last event of a stream that failed after it began, with the ids that the stream has shown; nothing may follow it. */
    byte[] errorEvent(Failure failure);
}
