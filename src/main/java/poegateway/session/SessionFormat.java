package poegateway.session;

import java.util.Optional;
import poegateway.core.MemoryLease;
import poegateway.dialect.CallerCodec;
import poegateway.dialect.Codec;
import poegateway.dialect.ForwardedFormat;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;

/**
 * A dialect for one turn of a session: its requests have all that was said before, and its replies are kept. They are always read
 * and written anew, for a session belongs to no dialect.
 */
public final class SessionFormat extends ForwardedFormat {
    private final OpenTurn turn;

    /** @param format of the request and of its answer; has a codec */
    public SessionFormat(WireFormat format, OpenTurn turn) {
        super(format);
        this.turn = turn;
    }

    @Override
    public boolean passes() {
        return false;
    }

    @Override
    public Optional<Codec> codec() {
        return super.codec().map(codec -> new SessionCodec(codec, turn));
    }

    @Override
    public Optional<CallerCodec> callerCodec() {
        return codec().<CallerCodec>map(codec -> codec)
                .or(() -> super.callerCodec().map(codec -> new SessionCallerCodec(codec, turn)));
    }

    @Override
    public ReplyStream stream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        throw passing();
    }

    @Override
    public WholeReply whole(byte[] body, ReplyContext context) {
        throw passing();
    }

    @Override
    public WholeReply wholeForStream(byte[] body, ReplyContext context) {
        throw passing();
    }

    @Override
    public Optional<byte[]> wholeToStream(byte[] body, WholeReply read, ReplyContext context) {
        throw passing();
    }

    @Override
    public Optional<ReplyAssembler> streamToWhole(ReplyContext context, int eventLimitBytes, long replyLimitBytes) {
        throw passing();
    }

    private static IllegalStateException passing() {
        return new IllegalStateException("bytes do not pass in a session");
    }
}
