package poegateway.upstream;

import java.util.Optional;

/** A reply of Poe whose head is known. Belongs to the thread that sent the call; closing it hangs up on Poe. */
public interface PoeReply extends AutoCloseable {
    int status();

    /** The last value of a header. */
    Optional<String> header(String name);

    /**
     * Reads what is there into the buffer from the offset on, and waits for at least one byte.
     *
     * @return how many bytes were read; -1 at the proper end of the reply
     * @throws poegateway.core.failure.FailureException when the reply breaks off, or the request was cancelled
     */
    int read(byte[] buffer, int offset);

    /** Whether the reply marks its own end, so that a broken connection cannot be taken for it. */
    default boolean isSelfDelimiting() {
        return true;
    }

    /**
     * Runs the hook before every read that may wait, so that whoever passes the reply on can flush once per wait and not
     * once per chunk.
     */
    void beforeWait(Runnable hook);

    @Override
    void close();
}
