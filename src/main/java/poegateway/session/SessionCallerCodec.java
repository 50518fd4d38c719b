package poegateway.session;

import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.core.MemoryLease;
import poegateway.dialect.CallerCodec;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyWriter;

/** Reads requests with all that was said before, and notes what is answered. */
class SessionCallerCodec implements CallerCodec {
    private final CallerCodec codec;
    private final OpenTurn turn;

    SessionCallerCodec(CallerCodec codec, OpenTurn turn) {
        this.codec = codec;
        this.turn = turn;
    }

    @Override
    public final Dialect dialect() {
        return codec.dialect();
    }

    @Override
    public final Prompt readRequest(byte[] body, String model) {
        return turn.continued(codec.readTurn(body, model));
    }

    @Override
    public final ReplyWriter replyWriter(ReplyContext context) {
        return replyWriter(context, MemoryLease.UNCOUNTED);
    }

    @Override
    public final ReplyWriter replyWriter(ReplyContext context, MemoryLease memory) {
        return new SessionWriter(codec.replyWriter(context, memory), turn, memory);
    }
}
