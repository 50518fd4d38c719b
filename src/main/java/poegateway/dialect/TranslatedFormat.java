package poegateway.dialect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Bounds;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyAccumulator;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.conversation.ReplyLoss;
import poegateway.core.MemoryLease;
import poegateway.core.failure.Failure;
import poegateway.dialect.words.BoundedReply;
import poegateway.wire.json.JsonEdits;

/**
 * A way from a caller of one dialect to a model of another, as a format of its own: requests go where the model's dialect goes,
 * and replies come back in the caller's. One for each request.
 */
public final class TranslatedFormat implements WireFormat {
    private final WireFormat caller;
    private final WireFormat model;
    private final CallerCodec callerCodec;
    private final Codec modelCodec;
    private final Bounds bounds;
    private final @Nullable Supplier<ReplyEvents> observers;
    private final boolean unfenced;

    /** One that nobody looks at. */
    public TranslatedFormat(WireFormat caller, WireFormat model, Bounds bounds) {
        this(caller, model, bounds, null, false);
    }

    /**
     * @param caller the caller's dialect, and {@code model} the model's; both have codecs
     * @param bounds to be kept here, because the model's dialect cannot say them
     * @param observers gives for each reply somebody who is shown what the model says, before the bounds are kept, and who never
     *     fails
     */
    public TranslatedFormat(WireFormat caller, WireFormat model, Bounds bounds, Supplier<ReplyEvents> observers) {
        this(caller, model, bounds, observers, false);
    }

    private TranslatedFormat(
            WireFormat caller,
            WireFormat model,
            Bounds bounds,
            @Nullable Supplier<ReplyEvents> observers,
            boolean unfenced) {
        this.caller = caller;
        this.model = model;
        this.callerCodec = caller.callerCodec().orElseThrow();
        this.modelCodec = model.codec().orElseThrow();
        this.bounds = bounds;
        this.observers = observers;
        this.unfenced = unfenced;
    }

    /** The same for a reply that is to be JSON alone: a code fence around it is taken off. */
    public TranslatedFormat unfenced() {
        return new TranslatedFormat(caller, model, bounds, observers, true);
    }

    @Override
    public PoeInterface poeInterface() {
        return model.poeInterface();
    }

    @Override
    public String method() {
        return model.method();
    }

    @Override
    public String path(String modelName) {
        return model.path(modelName);
    }

    @Override
    public String operation() {
        return caller.operation();
    }

    @Override
    public HeaderRules headers() {
        return new HeaderRules(
                model.headers().toPoe(), List.of(), model.headers().standard());
    }

    @Override
    public Map<String, String> option(String name, String json) {
        return caller.option(name, json);
    }

    @Override
    public ErrorForm errors() {
        return caller.errors();
    }

    @Override
    public Opening open(byte[] body) {
        return caller.open(body);
    }

    @Override
    public Opening open(byte[] body, String modelInPath) {
        return caller.open(body, modelInPath);
    }

    @Override
    public Set<String> unknownMembers(Failure refusal) {
        return model.unknownMembers(refusal);
    }

    @Override
    public JsonEdits without(byte[] body, String path) {
        return model.without(body, path);
    }

    @Override
    public ReplyStream stream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        return new TranslatedStream(
                reader(context), callerCodec.replyWriter(context, memory), bounds, eventLimitBytes, memory);
    }

    private ReplyReader reader(ReplyContext context) {
        ReplyReader reader = modelCodec.replyReader(context);
        ReplyReader seen = observers == null ? reader : observed(reader, observers.get());
        return unfenced ? new UnfencedReader(seen) : seen;
    }

    /** Shows each step to somebody who looks on, who sees to it that nothing that fails there comes here. */
    private static ReplyReader observed(ReplyReader reader, ReplyEvents observer) {
        return new WrappedReader(reader) {
            @Override
            void step(ReplyEvent event, ReplyEvents next) throws IOException {
                observer.accept(event);
                next.accept(event);
            }
        };
    }

    @Override
    public WholeReply whole(byte[] body, ReplyContext context) {
        ReplyReader reader = reader(context);
        Reply reply = read(reader, body);
        return WholeReply.written(reply, callerCodec.replyWriter(context), lost(reply, reader, body));
    }

    /** {@inheritDoc} Nothing is written, and nobody looks on: {@link #wholeToStream} sees to both. */
    @Override
    public WholeReply wholeForStream(byte[] body, ReplyContext context) {
        ReplyReader reader = modelCodec.replyReader(context);
        Reply reply = read(reader, body);
        return WholeReply.unwritten(body, reply, lost(reply, reader, body));
    }

    private List<String> lost(Reply reply, ReplyReader reader, byte[] body) {
        List<String> names = new ArrayList<>(ReplyLoss.names(reply, callerCodec.dialect()));
        reader.unread(body).forEach(name -> names.add(ReplyLoss.BEFORE + name));
        return names;
    }

    private Reply read(ReplyReader reader, byte[] body) {
        ReplyAccumulator steps = new ReplyAccumulator(modelCodec.dialect());
        try {
            reader.whole(body, new BoundedReply(bounds, steps));
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all", e);
        }
        return steps.reply();
    }

    @Override
    public Optional<byte[]> wholeToStream(byte[] body, WholeReply read, ReplyContext context) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReplyWriter writer = callerCodec.replyWriter(context);
        try {
            reader(context).whole(body, new BoundedReply(bounds, event -> writer.write(event, out)));
            writer.end(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all", e);
        }
        return Optional.of(out.toByteArray());
    }

    @Override
    public Optional<ReplyAssembler> streamToWhole(ReplyContext context, int eventLimitBytes, long replyLimitBytes) {
        return Optional.of(new TranslatedAssembler(
                modelCodec.dialect(), reader(context), callerCodec, context, bounds, eventLimitBytes, replyLimitBytes));
    }
}
