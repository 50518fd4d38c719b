package poegateway.dialect;

import java.util.Map;
import java.util.Optional;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.core.MemoryLease;

/**
 * Requests of one dialect whose answers the caller wants in another: some programs write the requests of one interface and read the
 * answers of another. Always translated.
 */
public final class AnsweredFormat implements WireFormat {
    private final WireFormat asked;
    private final WireFormat answered;
    private final CallerCodec codec;

    /**
     * @param asked the dialect of requests, and {@code answered} that of answers; both have codecs
     */
    public AnsweredFormat(WireFormat asked, WireFormat answered) {
        this.asked = asked;
        this.answered = answered;
        this.codec = new MixedCodec(
                asked.callerCodec().orElseThrow(), answered.callerCodec().orElseThrow());
    }

    @Override
    public String method() {
        return answered.method();
    }

    @Override
    public String path(String model) {
        return answered.path(model);
    }

    @Override
    public Map<String, String> option(String name, String json) {
        return asked.option(name, json);
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
    public HeaderRules headers() {
        return answered.headers();
    }

    @Override
    public ErrorForm errors() {
        return answered.errors();
    }

    @Override
    public Opening open(byte[] body) {
        return asked.open(body);
    }

    @Override
    public ReplyStream stream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        throw new IllegalStateException("no model answers a request of another dialect");
    }

    @Override
    public WholeReply whole(byte[] body, ReplyContext context) {
        throw new IllegalStateException("no model answers a request of another dialect");
    }

    private record MixedCodec(CallerCodec asked, CallerCodec answered) implements CallerCodec {
        @Override
        public Dialect dialect() {
            return answered.dialect();
        }

        @Override
        public Prompt readRequest(byte[] body, String model) {
            return asked.readRequest(body, model);
        }

        @Override
        public Prompt readTurn(byte[] body, String model) {
            return asked.readTurn(body, model);
        }

        @Override
        public ReplyWriter replyWriter(ReplyContext context) {
            return answered.replyWriter(context);
        }

        @Override
        public ReplyWriter replyWriter(ReplyContext context, MemoryLease memory) {
            return answered.replyWriter(context, memory);
        }
    }
}
