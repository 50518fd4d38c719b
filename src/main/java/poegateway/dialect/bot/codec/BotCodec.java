package poegateway.dialect.bot.codec;

import poegateway.conversation.AnswerForm;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.dialect.Codec;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyReader;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.Target;
import poegateway.dialect.WrittenRequest;

/** Poe's bot protocol in terms of no dialect. */
public final class BotCodec implements Codec {
    @Override
    public Dialect dialect() {
        return Dialect.BOT;
    }

    @Override
    public Prompt readRequest(byte[] body, String model) {
        return QueryReader.read(body, model);
    }

    @Override
    public WrittenRequest writeRequest(Prompt prompt, Target target) {
        return new QueryWriter(prompt, target).written();
    }

    @Override
    public boolean expresses(AnswerForm form) {
        return false;
    }

    @Override
    public ReplyReader replyReader(ReplyContext context) {
        return new BotReplyReader(context);
    }

    @Override
    public ReplyWriter replyWriter(ReplyContext context) {
        return new BotReplyWriter(context);
    }
}
