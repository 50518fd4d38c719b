package poegateway.relay.local;

import java.util.Optional;
import poegateway.conversation.AnswerForm;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReplyEvents;
import poegateway.core.MemoryLease;
import poegateway.dialect.CallerCodec;
import poegateway.dialect.Codec;
import poegateway.dialect.ForwardedFormat;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyReader;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.Target;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;
import poegateway.dialect.WrittenRequest;

/**
 * One caller inside the gateway who stands for one outside: its requests take the way of the other's dialect, and it takes the steps of
 * the reply.
 */
public final class LocalDialectFormat extends ForwardedFormat {
    private final ReplyEvents events;

    /** @param like the dialect of the caller outside; has a codec */
    public LocalDialectFormat(WireFormat like, ReplyEvents events) {
        super(like);
        this.events = events;
    }

    @Override
    public boolean passes() {
        return false;
    }

    @Override
    public Optional<Codec> codec() {
        return super.codec().map(codec -> new Both(codec, events));
    }

    @Override
    public Optional<CallerCodec> callerCodec() {
        return super.callerCodec().map(codec -> new Local(codec.dialect(), events));
    }

    @Override
    public Opening open(byte[] body) {
        throw noBytes();
    }

    @Override
    public Opening open(byte[] body, String model) {
        throw noBytes();
    }

    @Override
    public ReplyStream stream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        throw noBytes();
    }

    @Override
    public WholeReply whole(byte[] body, ReplyContext context) {
        throw noBytes();
    }

    @Override
    public WholeReply wholeForStream(byte[] body, ReplyContext context) {
        throw noBytes();
    }

    @Override
    public Optional<byte[]> wholeToStream(byte[] body, WholeReply read, ReplyContext context) {
        throw noBytes();
    }

    @Override
    public Optional<ReplyAssembler> streamToWhole(ReplyContext context, int eventLimitBytes, long replyLimitBytes) {
        throw noBytes();
    }

    private static UnsupportedOperationException noBytes() {
        return new UnsupportedOperationException("a caller inside the gateway has no bytes");
    }

    private record Local(Dialect dialect, ReplyEvents events) implements CallerCodec {
        @Override
        public Prompt readRequest(byte[] body, String model) {
            throw noBytes();
        }

        @Override
        public ReplyWriter replyWriter(ReplyContext context) {
            return new LocalWriter(events);
        }
    }

    private record Both(Codec model, ReplyEvents events) implements Codec {
        @Override
        public Dialect dialect() {
            return model.dialect();
        }

        @Override
        public Prompt readRequest(byte[] body, String name) {
            throw noBytes();
        }

        @Override
        public WrittenRequest writeRequest(Prompt prompt, Target target) {
            return model.writeRequest(prompt, target);
        }

        @Override
        public boolean expresses(AnswerForm form) {
            return model.expresses(form);
        }

        @Override
        public ReplyReader replyReader(ReplyContext context) {
            return model.replyReader(context);
        }

        @Override
        public ReplyWriter replyWriter(ReplyContext context) {
            return new LocalWriter(events);
        }
    }
}
