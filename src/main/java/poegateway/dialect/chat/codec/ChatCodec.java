package poegateway.dialect.chat.codec;

import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.dialect.Codec;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyReader;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.Target;
import poegateway.dialect.WireFormat;
import poegateway.dialect.WrittenRequest;

/** Chat completions in terms of no dialect. */
public final class ChatCodec implements Codec {
    private final WireFormat checks;

    /** {@code checks} is the format through which replies pass before they are read. */
    public ChatCodec(WireFormat checks) {
        this.checks = checks;
    }

    @Override
    public Dialect dialect() {
        return Dialect.CHAT;
    }

    @Override
    public Prompt readRequest(byte[] body, String model) {
        return ChatPromptReader.read(body);
    }

    @Override
    public WrittenRequest writeRequest(Prompt prompt, Target target) {
        return ChatPromptWriter.write(prompt, target);
    }

    @Override
    public ReplyReader replyReader(ReplyContext context) {
        return new ChatReplyReader(checks, context);
    }

    @Override
    public ReplyWriter replyWriter(ReplyContext context) {
        return new ChatReplyWriter(context);
    }
}
