package poegateway.dialect.responses.history;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.core.MemoryLease;
import poegateway.dialect.Codec;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyReader;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.Target;
import poegateway.dialect.WrittenRequest;
import poegateway.dialect.responses.codec.ResponsesCodec;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonSlice;

/** Responses in terms of no dialect, for one request: with the items of earlier responses, and an answer that says what was asked. */
final class KeepingCodec implements Codec {
    private final ResponsesCodec codec = new ResponsesCodec();
    private final ResponseStore store;
    private final Function<byte[], JsonEdits> expansion;
    private final Supplier<Optional<Consumer<JsonSlice>>> kept;
    private ResponsesCodec.@Nullable Answering answering;

    /**
     * @param expansion says how earlier items are put into the body of a request
     * @param kept gives whoever is to have the response when it is whole; asked when the request has been read
     */
    KeepingCodec(
            ResponseStore store, Function<byte[], JsonEdits> expansion, Supplier<Optional<Consumer<JsonSlice>>> kept) {
        this.store = store;
        this.expansion = expansion;
        this.kept = kept;
    }

    @Override
    public Dialect dialect() {
        return codec.dialect();
    }

    @Override
    public Prompt readRequest(byte[] body, String model) {
        JsonEdits edits = expansion.apply(body);
        answering = codec.answering(body);
        return codec.readRequest(edits.isEmpty() ? body : edits.apply(body), model);
    }

    @Override
    public Prompt readTurn(byte[] body, String model) {
        JsonEdits edits = expansion.apply(body);
        answering = codec.answering(body);
        return codec.readTurn(edits.isEmpty() ? body : edits.apply(body), model);
    }

    @Override
    public WrittenRequest writeRequest(Prompt prompt, Target target) {
        return codec.writeRequest(prompt, target);
    }

    @Override
    public ReplyReader replyReader(ReplyContext context) {
        return codec.replyReader(context);
    }

    @Override
    public ReplyWriter replyWriter(ReplyContext context) {
        return replyWriter(context, MemoryLease.UNCOUNTED);
    }

    @Override
    public ReplyWriter replyWriter(ReplyContext context, MemoryLease memory) {
        ResponsesCodec.Answering known = answering;
        return known == null
                ? codec.replyWriter(context, memory)
                : known.writer(context, store.newId(), memory, kept.get());
    }
}
