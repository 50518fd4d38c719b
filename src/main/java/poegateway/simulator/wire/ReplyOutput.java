package poegateway.simulator.wire;

import java.io.IOException;
import java.util.Map;
import poegateway.simulator.script.Script.Framing;

/**
 * What can be done on the wire in answer to one request. Everything blocks until the network took it. Those that end
 * the reply ({@link #headAlone}, {@link #end} and all from {@link #close} on) are called once and last.
 */
public interface ReplyOutput {
    /** An interim reply such as 103. */
    void informational(int status, Map<String, String> headers) throws IOException, InterruptedException;

    /**
     * Begins the reply; may be held back until the next {@link #write} or {@link #flush}.
     *
     * @param bodyBytes what Content-Length says; meaningless with other framings
     */
    void head(int status, Map<String, String> headers, Framing framing, long bodyBytes)
            throws IOException, InterruptedException;

    /** The whole reply to HEAD: what {@link #head} would say, and no body. */
    void headAlone(int status, Map<String, String> headers, Framing framing, long bodyBytes)
            throws IOException, InterruptedException;

    void flush() throws IOException, InterruptedException;

    void write(byte[] bytes) throws IOException, InterruptedException;

    /** Ends the reply as the protocol goes. */
    void end() throws IOException, InterruptedException;

    /** Closes the connection in order. */
    void close() throws IOException;

    /** Resets the connection. */
    void reset() throws IOException;

    /** HTTP/2: resets the stream; else the connection. */
    void resetStream() throws IOException, InterruptedException;

    /** Something that is no HTTP where the head should be. */
    void badHead() throws IOException, InterruptedException;

    /** Something that is no HTTP where the next part of the body should be. */
    void badBody() throws IOException, InterruptedException;

    /** HTTP/2: refuses the stream as unprocessed. */
    void refuse() throws IOException, InterruptedException;

    /** HTTP/2: GOAWAY without this stream, then closes. */
    void goAway() throws IOException, InterruptedException;

    /** Gives up: nobody is there, or the simulator closes. Never fails, does nothing after the end. */
    void abandon();
}
