package poegateway.dialect;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.conversation.FileReferences;
import poegateway.core.MemoryLease;
import poegateway.core.failure.Failure;
import poegateway.wire.json.JsonEdits;

/** A dialect that leaves everything to another one; what a subclass does itself, it overrides. */
public abstract class ForwardedFormat implements WireFormat {
    private final WireFormat format;

    protected ForwardedFormat(WireFormat format) {
        this.format = format;
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
    public boolean passes() {
        return format.passes();
    }

    @Override
    public Optional<Codec> codec() {
        return format.codec();
    }

    @Override
    public Optional<CallerCodec> callerCodec() {
        return format.callerCodec();
    }

    @Override
    public Optional<FileReferences> files() {
        return format.files();
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
    public ReplyStream stream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        return format.stream(context, eventLimitBytes, memory);
    }

    @Override
    public WholeReply whole(byte[] body, ReplyContext context) {
        return format.whole(body, context);
    }

    @Override
    public WholeReply wholeForStream(byte[] body, ReplyContext context) {
        return format.wholeForStream(body, context);
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
    public Optional<byte[]> wholeToStream(byte[] body, WholeReply read, ReplyContext context) {
        return format.wholeToStream(body, read, context);
    }

    @Override
    public Optional<ReplyAssembler> streamToWhole(ReplyContext context, int eventLimitBytes, long replyLimitBytes) {
        return format.streamToWhole(context, eventLimitBytes, replyLimitBytes);
    }
}
