package poegateway.front.connection;

import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is still to come of a request that was refused before any handler read it, and throws it away: a connection
 * that is closed while its caller sends would be reset, and the caller would see that in place of the answer.
 */
public final class RequestDrain implements Runnable {
    /** How long a connection lives on that is closed behind its answer, so that the caller may read that. */
    public static final Duration LINGER = Duration.ofSeconds(5);

    static final long BYTES_MAX = 64L * 1024 * 1024;

    private final Request request;
    private final Callback done;
    private long bytes;

    private RequestDrain(Request request, Callback done) {
        this.request = request;
        this.done = done;
    }

    /** Completes the callback at the end of the request, or when enough was read; needs a limit in time beside it. */
    public static void run(Request request, Callback done) {
        new RequestDrain(request, done).run();
    }

    /**
     * Reads what has arrived, and no more; whether that is all of the request. Jetty's own {@code consumeAvailable} would fail
     * every read after it, and so the reading of the rest.
     */
    public static boolean arrived(Request request) {
        Content.Chunk last = new RequestDrain(request, Callback.NOOP).readArrived();
        return last != null && last.isLast() && !Content.Chunk.isFailure(last);
    }

    @Override
    public void run() {
        if (readArrived() == null) {
            request.demand(this);
        } else {
            done.succeeded();
        }
    }

    /** The chunk after which there is nothing more to read, released; null while something is still to come. */
    private Content.@Nullable Chunk readArrived() {
        for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
            bytes += chunk.remaining();
            chunk.release();
            if (chunk.isLast() || Content.Chunk.isFailure(chunk) || bytes > BYTES_MAX) {
                return chunk;
            }
        }
        return null;
    }
}
