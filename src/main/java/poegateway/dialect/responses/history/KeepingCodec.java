package poegateway.dialect.responses.history;

import java.util.function.Consumer;
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
import poegateway.dialect.responses.ResponsesFormat;
import poegateway.dialect.responses.codec.ResponsesCodec;
import poegateway.wire.JsonEdits;
import poegateway.wire.JsonSlice;

/** Responses in terms of no dialect, for one request: with the items of earlier responses, and an answer that says what was asked. */
final class KeepingCodec implements Codec {
    private final ResponsesCodec codec = new ResponsesCodec();
    private final ResponseStore store;
    private final ResponsesFormat format;
    private final Consumer<JsonSlice> kept;
    private ResponsesCodec.@Nullable Answering answering;

    /**
     * @param format puts earlier items into the request
     * @param kept is given the response when it is whole
     */
    KeepingCodec(ResponseStore store, ResponsesFormat format, Consumer<JsonSlice> kept) {
        this.store = store;
        this.format = format;
        this.kept = kept;
    }

    @Override
    public Dialect dialect() {
        return codec.dialect();
    }

    @Override
    public Prompt readRequest(byte[] body, String model) {
        JsonEdits edits = format.expansion(body);
        answering = codec.answering(body);
        return codec.readRequest(edits.isEmpty() ? body : edits.apply(body), model);
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
        return known == null ? codec.replyWriter(context, memory) : known.writer(context, store.newId(), memory, kept);
    }
}
