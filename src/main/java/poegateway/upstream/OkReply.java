package poegateway.upstream;

import java.io.IOException;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Protocol;
import okhttp3.Response;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import poegateway.core.Cancellation;
import poegateway.core.Failure;
import poegateway.core.FailureException;
import poegateway.core.ReplyFailure;

/** A reply in OkHttp's hands. */
final class OkReply implements PoeReply {

    private final Call call;
    private final Response response;
    private final BufferedSource source;
    private final Cancellation cancellation;
    private final Cancellation.Registration onCancel;
    private final Faults faults;
    private final UnreadBound unreadBound;
    private final boolean multiplexed;
    private Runnable hook = () -> {};
    private boolean ended;
    private boolean hooked;

    OkReply(
            Call call,
            Response response,
            Cancellation cancellation,
            Cancellation.Registration onCancel,
            Faults faults,
            UnreadBound unreadBound) {
        this.call = call;
        this.response = response;
        this.cancellation = cancellation;
        this.onCancel = onCancel;
        this.faults = faults;
        this.unreadBound = unreadBound;
        this.multiplexed = response.protocol() == Protocol.HTTP_2;
        this.source = decoded(response);
        unreadBound.opened(this);
    }

    @Override
    public int status() {
        return response.code();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(response.header(name));
    }

    @Override
    public int read(byte[] buffer, int offset) {
        cancellation.check(); // what has arrived already could be read on to its end
        try {
            if (multiplexed && source.getBuffer().size() == 0) {
                hook.run();
            }
            int read = source.read(buffer, offset, buffer.length - offset);
            ended = read < 0;
            return read;
        } catch (IOException broken) {
            throw new FailureException(reason(broken), broken);
        }
    }

    /** On HTTP/1.1 the socket knows when a wait comes; on HTTP/2 another thread reads it, and whole runs of chunks wait. */
    @Override
    public void beforeWait(Runnable beforeWait) {
        hook = beforeWait;
        if (!multiplexed) {
            FlushBeforeWait.onThisThread(beforeWait);
            hooked = true;
        }
    }

    @Override
    public void close() {
        if (hooked) {
            FlushBeforeWait.forgetOnThisThread();
        }
        onCancel.close();
        if (!ended) {
            call.cancel(); // else OkHttp reads on for 100 ms in the hope of keeping the connection
        }
        response.close();
        unreadBound.closed(this);
    }

    long unreadBytes() {
        return multiplexed ? Http2Backlog.unreadBytes(response) : 0;
    }

    void cut(Failure why) {
        cancellation.cancel(why);
    }

    private Failure reason(IOException broken) {
        Failure why = cancellation.reason();
        return why != null ? why : faults.inBody(broken);
    }

    /** Nobody asked for compression; if it comes all the same, gzip can be undone. */
    private static BufferedSource decoded(Response response) {
        BufferedSource raw = response.body().source();
        String encoding = response.header("Content-Encoding");
        return switch (encoding == null ? "identity" : encoding.toLowerCase(java.util.Locale.ROOT)) {
            case "identity", "" -> raw;
            case "gzip", "x-gzip" -> Okio.buffer(Gunzip.of(raw));
            default -> throw unreadable(response, encoding);
        };
    }

    private static FailureException unreadable(Response response, @Nullable String encoding) {
        response.close();
        return new FailureException(
                new ReplyFailure.BadResponse("it is encoded as " + encoding + ", which was not asked for"));
    }
}
