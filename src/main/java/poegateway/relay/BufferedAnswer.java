package poegateway.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;
import poegateway.core.failure.Failure;
import poegateway.dialect.ErrorForm;
import poegateway.relay.reply.ReplyBudget;
import poegateway.wire.json.JsonEdits;

/** An answer that is all there: Poe's reply is closed already. It holds its memory until it is closed. */
final class BufferedAnswer implements Answer {
    private static final byte[] NONE = {};

    private final Map<String, String> headers;
    private final byte[] body;
    private final JsonEdits edits;
    private final boolean stream;
    private final ErrorForm errors;
    private final ReplyBudget.Lease memory;

    private BufferedAnswer(
            Map<String, String> headers,
            byte[] body,
            JsonEdits edits,
            boolean stream,
            ErrorForm errors,
            ReplyBudget.Lease memory) {
        this.headers = headers;
        this.body = body;
        this.edits = edits;
        this.stream = stream;
        this.errors = errors;
        this.memory = memory;
        memory.complete();
    }

    /** A reply, with edits that are made while it leaves. */
    static BufferedAnswer json(
            Map<String, String> headers, byte[] body, JsonEdits edits, ErrorForm errors, ReplyBudget.Lease memory) {
        return new BufferedAnswer(headers, body, edits, false, errors, memory);
    }

    /** A stream that was made from a whole reply. */
    static BufferedAnswer events(
            Map<String, String> headers, byte[] events, ErrorForm errors, ReplyBudget.Lease memory) {
        return new BufferedAnswer(headers, events, JsonEdits.NONE, true, errors, memory);
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public OptionalLong length() {
        return stream ? OptionalLong.empty() : OptionalLong.of(edits.lengthAfter(body.length));
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try {
            edits.writeTo(body, out);
        } catch (OutOfMemoryError tooMuch) {
            throw ReplyBudget.outOfHeap();
        }
    }

    @Override
    public byte[] heartbeat() {
        return NONE;
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return errors.event(failure);
    }

    @Override
    public void close() {
        memory.close();
    }
}
