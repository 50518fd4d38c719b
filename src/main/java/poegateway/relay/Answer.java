package poegateway.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;
import poegateway.core.failure.Failure;

/** What goes back to the caller. Its head is known; closing it hangs up on Poe. Belongs to one thread. */
public interface Answer extends AutoCloseable {
    int status();

    /** Headers for the caller, names in lower case; framing and the gateway's own id are not among them. */
    Map<String, String> headers();

    /** Length of the body in bytes, where the body is whole; empty for a stream. */
    OptionalLong length();

    /**
     * Writes the body; every write ends at the end of an event.
     *
     * @param out gathers what is written; it is flushed whenever Poe lets the answer wait, and by the caller of this at the end
     * @throws IOException when the caller cannot be written to
     * @throws poegateway.core.failure.FailureException when Poe's reply breaks off
     */
    void writeTo(OutputStream out) throws IOException;

    /** A heartbeat that changes nothing, as bytes of the stream; empty while there is none. Any thread may ask. */
    byte[] heartbeat();

    /** The last event of this stream when it fails after its head is out; nothing may follow it. May be asked after the end. */
    byte[] errorEvent(Failure failure);

    @Override
    void close();
}
