package poegateway.relay.route;

import java.util.Optional;
import poegateway.core.MemoryLease;
import poegateway.dialect.Codec;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.HeaderRules;
import poegateway.dialect.Opening;
import poegateway.dialect.PoeSupport;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;

/** A dialect that Poe speaks for listed models alone, and that is otherwise another one. */
public record ListedFormat(WireFormat like, String path) implements WireFormat {
    @Override
    public PoeSupport support() {
        return PoeSupport.LISTED_MODELS;
    }

    @Override
    public String method() {
        return like.method();
    }

    @Override
    public String path(String model) {
        return path;
    }

    @Override
    public Optional<Codec> codec() {
        return like.codec();
    }

    @Override
    public HeaderRules headers() {
        return like.headers();
    }

    @Override
    public ErrorForm errors() {
        return like.errors();
    }

    @Override
    public Opening open(byte[] body) {
        return like.open(body);
    }

    @Override
    public ReplyStream stream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        return like.stream(context, eventLimitBytes, memory);
    }

    @Override
    public WholeReply whole(byte[] body, ReplyContext context) {
        return like.whole(body, context);
    }
}
