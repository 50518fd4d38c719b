package poegateway.front.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.message.RpcMessage;
import poegateway.mcp.message.RpcReader;

/** Serves the one client that reads and writes the two streams; nothing but messages is written. */
public final class StdioServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StdioServer.class);

    private final LineReader in;
    private final LineWriter out;
    private final StdioCalls calls;
    private final long lineBytesMax;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * A server that reads nothing yet.
     *
     * @param lineBytesMax longest message that is read
     */
    public StdioServer(StdioCalls.Dependencies dependencies, long lineBytesMax, InputStream in, OutputStream out) {
        this.in = new LineReader(in, lineBytesMax);
        this.out = new LineWriter(out, this::readerGone);
        this.calls = new StdioCalls(dependencies, this.out);
        this.lineBytesMax = lineBytesMax;
    }

    private void readerGone() {
        var unusedCut = calls.cutOff(new ClientFailure.CallerGone());
        var unusedFirst = stop();
    }

    /** Begins to serve. */
    public void start() {
        Thread.ofPlatform().daemon().name("mcp-stdin").start(this::readAll); // a read of it cannot be interrupted
    }

    /** Waits until the client writes no more, or is gone. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /**
     * Lets {@link #awaitEnd} return.
     *
     * @return whether it had not ended before
     */
    public boolean stop() {
        boolean first = !stopped.getAndSet(true);
        ended.countDown();
        return first;
    }

    private void readAll() {
        try {
            InputLine line = in.next();
            while (!(line instanceof InputLine.End)) {
                take(line);
                line = in.next();
            }
        } catch (IOException broken) {
            LOG.debug("standard input cannot be read", broken);
        } finally {
            var unused = stop();
        }
    }

    private void take(InputLine line) {
        switch (line) {
            case InputLine.Text text -> take(text.bytes());
            case InputLine.TooLong tooLong ->
                refuse(new RpcError(
                        RpcError.Kind.NO_MESSAGE,
                        "A message may have at most " + lineBytesMax + " bytes (server.body-limit)."));
            case InputLine.End end -> throw new IllegalStateException("the end is no message");
        }
    }

    private void take(byte... line) {
        try {
            RpcMessage message = RpcReader.read(line);
            if (message instanceof RpcMessage.Request request) {
                calls.begin(request);
            } else {
                calls.take(message);
            }
        } catch (RpcException wrong) {
            refuse(wrong.error());
        } catch (RuntimeException bug) {
            LOG.error("a message failed because of a bug in the gateway", bug);
        }
    }

    private void refuse(RpcError error) {
        out.answer(McpJson.error(Optional.empty(), error));
    }

    /** Requests under way that come to an end by themselves. */
    public int open() {
        return calls.open();
    }

    /** From now on each request is refused; whoever only listens is told that it is over. */
    public void refuseNew() {
        calls.refuseNew();
    }

    /** Ends what is under way, and says how much that was. */
    public int cutOff(Failure why) {
        return calls.cutOff(why);
    }

    /** Writes what is left to write. */
    @Override
    public void close() {
        out.close();
    }
}
