package poegateway.upstream;

import java.io.IOException;
import java.util.Optional;

/** A reply in the hands of the client that carries it: the bytes of its body as they came. */
interface RawReply {
    int status();

    /** The last value of a header. */
    Optional<String> header(String name);

    /** Waits for at least one byte; -1 at the proper end. */
    int read(byte[] target, int offset, int length) throws IOException;

    /** Whether the reply marks its own end, so that a broken connection cannot be taken for it. */
    default boolean isSelfDelimiting() {
        return true;
    }

    /** Runs before every read that may wait; what it throws comes out of the read as it is. */
    void beforeWait(Runnable hook);

    /** Bytes that have arrived in memory and were not read. */
    long unreadBytes();

    /** Hangs up, if the end was not read. */
    void close();
}
