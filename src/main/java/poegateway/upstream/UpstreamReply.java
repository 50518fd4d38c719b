package poegateway.upstream;

import java.io.IOException;
import java.util.Optional;
import poegateway.core.Cancellation;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;

/** A reply as relay reads it: decoded, its faults told as failures, its wait ended by the request's cancellation. */
final class UpstreamReply implements PoeReply {
    private final RawReply reply;
    private final ContentDecoder decoding;
    private final Cancellation cancellation;
    private final Cancellation.Registration onCancel;
    private final TransportFailures faults;
    private final UnreadLimit unreadBound;

    /** @throws IOException when its body could not be read */
    UpstreamReply(
            RawReply reply,
            Cancellation cancellation,
            Cancellation.Registration onCancel,
            TransportFailures faults,
            UnreadLimit unreadBound)
            throws IOException {
        this.reply = reply;
        this.decoding = ContentDecoder.of(reply);
        this.cancellation = cancellation;
        this.onCancel = onCancel;
        this.faults = faults;
        this.unreadBound = unreadBound;
        unreadBound.opened(this);
    }

    @Override
    public int status() {
        return reply.status();
    }

    @Override
    public Optional<String> header(String name) {
        return reply.header(name);
    }

    @Override
    public int read(byte[] buffer, int offset) {
        cancellation.check(); // what has arrived already could be read on to its end
        try {
            return decoding.read(buffer, offset, buffer.length - offset);
        } catch (IOException broken) {
            Failure why = cancellation.reason();
            throw new FailureException(why != null ? why : faults.inBody(broken), broken);
        }
    }

    @Override
    public boolean isSelfDelimiting() {
        return reply.isSelfDelimiting();
    }

    @Override
    public void beforeWait(Runnable hook) {
        reply.beforeWait(hook);
    }

    @Override
    public void close() {
        onCancel.close();
        reply.close();
        decoding.close();
        unreadBound.closed(this);
    }

    long unreadBytes() {
        return reply.unreadBytes();
    }

    void cut(Failure why) {
        cancellation.cancel(why);
    }
}
