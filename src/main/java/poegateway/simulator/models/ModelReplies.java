package poegateway.simulator.models;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import poegateway.simulator.answer.Catalogue;
import poegateway.simulator.answer.ModelCard;
import poegateway.simulator.answer.Question;
import poegateway.simulator.answer.RefusedRequestException;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.Replies;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.reply.ReplyFormat;
import poegateway.simulator.script.Script;

/** What each model, ordinary or magic, replies on one surface. Safe for use from many threads. */
public final class ModelReplies {
    private final Catalogue catalogue;
    private final Replies replies;
    private final MagicModels magic;
    private final Map<String, AtomicLong> arrivals = new ConcurrentHashMap<>();

    public ModelReplies(Catalogue catalogue, Replies replies, MagicModels magic) {
        this.catalogue = catalogue;
        this.replies = replies;
        this.magic = magic;
    }

    public MagicModels magic() {
        return magic;
    }

    /** Whether there is a model of that name, in any case. */
    public boolean has(String model) {
        return magic.find(model).isPresent() || catalogue.find(model).isPresent();
    }

    /** The reply of the model that the question names, or the refusal of what cannot be answered. */
    public Script reply(Question question, ReplyFormat format) {
        try {
            return magic.find(question.model())
                    .map(model -> magicReply(model, question, format))
                    .or(() -> catalogue.find(question.model()).map(card -> ordinaryReply(question, card, format)))
                    .orElseGet(() -> format.error(ReplyError.noModel(question.model())));
        } catch (RefusedRequestException refused) {
            return format.error(ReplyError.invalid(String.valueOf(refused.getMessage())));
        }
    }

    private Script magicReply(MagicModel model, Question question, ReplyFormat format) {
        long arrival =
                arrivals.computeIfAbsent(model.name(), name -> new AtomicLong()).incrementAndGet();
        ModelCard card = ModelCard.ofMagic(question.model());
        return model.writer().write(new ModelContext(question, card, format, replies, arrival));
    }

    private Script ordinaryReply(Question question, ModelCard card, ReplyFormat format) {
        return !question.tools().isEmpty() && !card.tools()
                ? format.error(ReplyError.noTools(question.model()))
                : new ModelContext(question, card, format, replies, 1).ordinary();
    }
}
