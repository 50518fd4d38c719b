package poegateway.relay.local;

import java.util.List;
import java.util.Optional;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReplyEvents;
import poegateway.core.MemoryLease;
import poegateway.dialect.CallerCodec;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.HeaderRules;
import poegateway.dialect.OpenAiErrors;
import poegateway.dialect.Opening;
import poegateway.dialect.PoeSupport;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;

/** One caller inside the gateway: it has a prompt, and takes the steps of the reply. No bytes are read or written. */
public final class LocalFormat implements WireFormat {
    private final ErrorForm errors = new OpenAiErrors();
    private final CallerCodec codec;
    private final ReplyEvents events;

    /**
     * @param origin the dialect from which the prompt comes, or which it is like
     * @param events takes the steps of the reply, from the model's first word on
     */
    public LocalFormat(Dialect origin, ReplyEvents events) {
        this.codec = new Codec(origin, events);
        this.events = events;
    }

    /** Hands one reply to the caller. */
    public ReplyWriter writer() {
        return new LocalWriter(events);
    }

    @Override
    public PoeSupport support() {
        return PoeSupport.NO_MODEL;
    }

    @Override
    public Optional<CallerCodec> callerCodec() {
        return Optional.of(codec);
    }

    @Override
    public String method() {
        throw noBytes();
    }

    @Override
    public String path(String model) {
        throw noBytes();
    }

    @Override
    public HeaderRules headers() {
        return new HeaderRules(List.of(), List.of());
    }

    @Override
    public ErrorForm errors() {
        return errors;
    }

    @Override
    public Opening open(byte[] body) {
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

    private static UnsupportedOperationException noBytes() {
        return new UnsupportedOperationException("a caller inside the gateway has no bytes");
    }

    private record Codec(Dialect dialect, ReplyEvents events) implements CallerCodec {
        @Override
        public Prompt readRequest(byte[] body, String model) {
            throw noBytes();
        }

        @Override
        public ReplyWriter replyWriter(ReplyContext context) {
            return new LocalWriter(events);
        }
    }
}
