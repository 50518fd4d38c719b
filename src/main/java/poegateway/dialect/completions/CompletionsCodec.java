package poegateway.dialect.completions;

import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.dialect.CallerCodec;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyWriter;

/** Completions of one text in terms of no dialect. */
final class CompletionsCodec implements CallerCodec {
    @Override
    public Dialect dialect() {
        return Dialect.COMPLETIONS;
    }

    @Override
    public Prompt readRequest(byte[] body, String model) {
        return CompletionsRequest.prompt(body);
    }

    @Override
    public ReplyWriter replyWriter(ReplyContext context) {
        return new CompletionsWriter(context);
    }
}
