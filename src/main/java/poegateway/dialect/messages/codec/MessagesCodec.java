package poegateway.dialect.messages.codec;

import poegateway.conversation.AnswerForm;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.dialect.Codec;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyReader;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.Target;
import poegateway.dialect.WrittenRequest;

/** Anthropic's messages in terms of no dialect. */
public final class MessagesCodec implements Codec {
    @Override
    public Dialect dialect() {
        return Dialect.MESSAGES;
    }

    @Override
    public Prompt readRequest(byte[] body, String model) {
        return MessagesPromptReader.read(body);
    }

    @Override
    public WrittenRequest writeRequest(Prompt prompt, Target target) {
        return new MessagesPromptWriter(prompt, target).written();
    }

    @Override
    public boolean expresses(AnswerForm form) {
        return form instanceof AnswerForm.FittingSchema;
    }

    @Override
    public ReplyReader replyReader(ReplyContext context) {
        return new MessagesReplyReader(context);
    }

    @Override
    public ReplyWriter replyWriter(ReplyContext context) {
        return new MessagesReplyWriter(context);
    }
}
