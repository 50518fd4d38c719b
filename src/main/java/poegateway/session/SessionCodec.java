package poegateway.session;

import poegateway.conversation.AnswerForm;
import poegateway.conversation.Prompt;
import poegateway.dialect.Codec;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyReader;
import poegateway.dialect.Target;
import poegateway.dialect.WrittenRequest;

/** The same of a dialect that models speak too. */
final class SessionCodec extends SessionCallerCodec implements Codec {
    private final Codec codec;

    SessionCodec(Codec codec, OpenTurn turn) {
        super(codec, turn);
        this.codec = codec;
    }

    @Override
    public WrittenRequest writeRequest(Prompt prompt, Target target) {
        return codec.writeRequest(prompt, target);
    }

    @Override
    public boolean expresses(AnswerForm form) {
        return codec.expresses(form);
    }

    @Override
    public ReplyReader replyReader(ReplyContext context) {
        return codec.replyReader(context);
    }
}
