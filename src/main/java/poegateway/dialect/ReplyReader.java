package poegateway.dialect;

import java.io.IOException;
import java.util.List;
import poegateway.conversation.ReplyEvents;

/**
 * Reads one reply of Poe's, as a stream or whole, into the steps that it is made of. Belongs to one thread. Whatever it hands
 * over is valid during that call alone.
 */
public interface ReplyReader {
    /**
     * Takes one event of a stream.
     *
     * @param frame holds from {@code from} to before {@code to} one event as {@link poegateway.wire.SseReader} gives it
     * @throws poegateway.core.failure.FailureException when it is an error of Poe's, or cannot be read
     * @throws IOException when {@code into} fails
     */
    void event(byte[] frame, int from, int to, ReplyEvents into) throws IOException;

    /**
     * The stream came to its regular end: hands over the end of the answer, if that was not done before.
     *
     * @param selfDelimiting whether the reply marks its end; else a broken connection looks the same
     * @throws poegateway.core.failure.FailureException with {@link poegateway.core.failure.ReplyFailure.Truncated} when the answer is not
     *     finished
     */
    void end(boolean selfDelimiting, ReplyEvents into) throws IOException;

    /** The stream broke off, and no more of it comes: hands over what waits for it, as it stands. */
    default void breakOff(ReplyEvents into) throws IOException {}

    /** Whether the mark came that ends a stream; what Poe sends after it is ignored. */
    boolean done();

    /**
     * Takes a whole reply with status 200.
     *
     * @throws poegateway.core.failure.FailureException when it is none, or an error in spite of its status
     */
    void whole(byte[] body, ReplyEvents into) throws IOException;

    /**
     * Names of what a whole reply holds and no step tells.
     *
     * @param body that {@link #whole} has taken
     */
    default List<String> unread(byte[] body) {
        return List.of();
    }
}
