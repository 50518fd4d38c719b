package poegateway.session;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.core.MemoryLease;
import poegateway.core.failure.Failure;
import poegateway.dialect.CallerCodec;
import poegateway.dialect.Codec;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.HeaderRules;
import poegateway.dialect.Opening;
import poegateway.dialect.PoeInterface;
import poegateway.dialect.PoeSupport;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;
import poegateway.wire.json.JsonEdits;

/**
 * A dialect for one turn of a session: its requests have all that was said before, and its replies are kept. They are always read
 * and written anew, for a session belongs to no dialect.
 */
public final class SessionFormat implements WireFormat {
    private final WireFormat format;
    private final OpenTurn turn;

    /** @param format of the request and of its answer; has a codec */
    public SessionFormat(WireFormat format, OpenTurn turn) {
        this.format = format;
        this.turn = turn;
    }

    @Override
    public boolean passes() {
        return false;
    }

    @Override
    public Optional<Codec> codec() {
        return format.codec().map(codec -> new SessionCodec(codec, turn));
    }

    @Override
    public Optional<CallerCodec> callerCodec() {
        return codec().<CallerCodec>map(codec -> codec)
                .or(() -> format.callerCodec().map(codec -> new SessionCallerCodec(codec, turn)));
    }

    @Override
    public String method() {
        return format.method();
    }

    @Override
    public PoeInterface poeInterface() {
        return format.poeInterface();
    }

    @Override
    public String path(String model) {
        return format.path(model);
    }

    @Override
    public PoeSupport support() {
        return format.support();
    }

    @Override
    public String operation() {
        return format.operation();
    }

    @Override
    public HeaderRules headers() {
        return format.headers();
    }

    @Override
    public ErrorForm errors() {
        return format.errors();
    }

    @Override
    public Opening open(byte[] body) {
        return format.open(body);
    }

    @Override
    public Opening open(byte[] body, String model) {
        return format.open(body, model);
    }

    @Override
    public Map<String, String> option(String name, String json) {
        return format.option(name, json);
    }

    @Override
    public Set<String> unknownMembers(Failure refusal) {
        return format.unknownMembers(refusal);
    }

    @Override
    public JsonEdits without(byte[] body, String path) {
        return format.without(body, path);
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
