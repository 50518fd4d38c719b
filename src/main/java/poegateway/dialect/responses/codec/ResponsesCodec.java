package poegateway.dialect.responses.codec;

import java.util.Optional;
import java.util.function.Consumer;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.core.MemoryLease;
import poegateway.dialect.Codec;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyReader;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.Target;
import poegateway.dialect.WrittenRequest;
import poegateway.wire.json.JsonSlice;

/**
 * Responses in terms of no dialect. A response says much of its request, and tools have other names for callers than for models: so
 * whoever wants that makes a writer for the request ({@link #answering}).
 */
public final class ResponsesCodec implements Codec {
    @Override
    public Dialect dialect() {
        return Dialect.RESPONSES;
    }

    @Override
    public Prompt readRequest(byte[] body, String model) {
        return ResponsesPromptReader.read(body, false);
    }

    @Override
    public Prompt readTurn(byte[] body, String model) {
        return ResponsesPromptReader.read(body, true);
    }

    @Override
    public WrittenRequest writeRequest(Prompt prompt, Target target) {
        return new ResponsesPromptWriter(prompt, target).written();
    }

    @Override
    public ReplyReader replyReader(ReplyContext context) {
        return new ResponsesReplyReader(context);
    }

    @Override
    public ReplyWriter replyWriter(ReplyContext context) {
        return replyWriter(context, MemoryLease.UNCOUNTED);
    }

    @Override
    public ReplyWriter replyWriter(ReplyContext context, MemoryLease memory) {
        return ResponsesReplyWriter.of(context, memory);
    }

    /**
     * Writers of replies to a request.
     *
     * @param body of the request, as it came
     */
    public Answering answering(byte[] body) {
        RequestEcho echo = RequestEcho.of(body);
        return (context, id, memory, kept) ->
                new ResponsesReplyWriter(new ResponseObjectWriter(context, echo, id), echo.names(), memory, kept);
    }

    /** Makes writers of replies to one request. */
    @FunctionalInterface
    public interface Answering {
        /**
         * Begins to write a reply.
         *
         * @param id of the response
         * @param memory pays for its texts
         * @param kept is given the response when it is whole, before the caller gets its end; empty where nobody wants it
         */
        ReplyWriter writer(ReplyContext context, String id, MemoryLease memory, Optional<Consumer<JsonSlice>> kept);
    }
}
