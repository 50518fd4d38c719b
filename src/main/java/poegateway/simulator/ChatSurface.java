package poegateway.simulator;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import poegateway.simulator.answer.Catalogue;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.ModelCard;
import poegateway.simulator.answer.PrefixCache;
import poegateway.simulator.answer.Question;
import poegateway.simulator.answer.ReplyIds;
import poegateway.simulator.chat.ChatModels;
import poegateway.simulator.chat.ChatQuestion;
import poegateway.simulator.chat.ChatQuestionReader;
import poegateway.simulator.chat.ChatReplyFormat;
import poegateway.simulator.models.MagicModels;
import poegateway.simulator.models.ModelReplies;
import poegateway.simulator.reply.OpenAiErrorForm;
import poegateway.simulator.reply.Replies;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.reply.ReplyFormat;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.SimulatedRequest;

/** {@code POST /v1/chat/completions}, with a Bearer key. */
final class ChatSurface implements PoeSurface {
    private static final String FEATURE = "chat-completions-";

    private final Manner manner;
    private final ReplyIds ids;
    private final Catalogue catalogue;
    private final PrefixCache cache;
    private final ModelReplies models;

    ChatSurface(Manner manner, Catalogue catalogue, ReplyIds ids, Replies replies, PrefixCache cache) {
        this.manner = manner;
        this.catalogue = catalogue;
        this.ids = ids;
        this.cache = cache;
        ReplyFormat endless = new ChatReplyFormat(Manner.Shape.LEGACY, false);
        this.models = new ModelReplies(catalogue, replies, MagicModels.of(replies, endless, ChatModels.models()));
    }

    MagicModels magic() {
        return models.magic();
    }

    @Override
    public boolean covers(String method, String path) {
        return method.equals("POST") && path.equals("/v1/chat/completions");
    }

    @Override
    public Script answer(SimulatedRequest request) {
        Optional<Manner.Shape> shape = shape(request);
        Script script = BearerKey.refusal(request)
                .map(OpenAiErrorForm::script)
                .orElseGet(() -> reply(request, shape.orElse(manner.shape())));
        return withHeaders(script, shape);
    }

    /** The shape that the request names in {@code poe-feature}. */
    private static Optional<Manner.Shape> shape(SimulatedRequest request) {
        for (String flag : request.headers().getOrDefault("poe-feature", "").split(",", -1)) {
            for (Manner.Shape shape : Manner.Shape.values()) {
                if (flag.strip().equals(FEATURE + shape.word())) {
                    return Optional.of(shape);
                }
            }
        }
        return Optional.empty();
    }

    /** The headers that Poe's chat replies carry, added to those of the script. */
    private Script withHeaders(Script script, Optional<Manner.Shape> shape) {
        Map<String, String> headers = new HashMap<>(PoeHeaders.OPENAI);
        headers.put("x-request-id", ids.request());
        shape.ifPresent(named -> headers.put("x-poe-feature-active", FEATURE + named.word()));
        if (manner.rateHeaders()) {
            headers.put("x-ratelimit-limit-requests", "500");
            headers.put("x-ratelimit-remaining-requests", "499");
            headers.put("x-ratelimit-reset-requests", "1");
        }
        headers.putAll(script.headers());
        return new Script(script.status(), headers, script.framing(), script.pieces(), script.mishap());
    }

    private Script reply(SimulatedRequest request, Manner.Shape shape) {
        ChatQuestion chat;
        try {
            chat = ChatQuestionReader.read(request.body());
        } catch (IOException e) {
            return OpenAiErrorForm.script(ReplyError.invalid("We could not parse the JSON body of your request."));
        }
        ReplyFormat format = new ChatReplyFormat(shape, chat.includeUsage());
        return fault(chat)
                .map(sentence -> format.error(ReplyError.invalid(sentence)))
                .orElseGet(() -> models.reply(chat.question().cached(cachedTokens(chat, request)), format));
    }

    private long cachedTokens(ChatQuestion chat, SimulatedRequest request) {
        return catalogue
                .find(chat.question().model())
                .filter(ModelCard::caches)
                .map(card -> cache.read(BearerKey.of(request), card.id(), request.body(), chat.prompt()))
                .orElse(0L);
    }

    /** The first thing that is wrong with the request, as a sentence. */
    private static Optional<String> fault(ChatQuestion chat) {
        if (chat.question().model().isEmpty()) {
            return Optional.of("Missing required parameter: 'model'.");
        }
        if (chat.messages() < 1) {
            return Optional.of("Missing required parameter: 'messages'.");
        }
        return chat.question().output().fault();
    }

    /**
     * What a model, magic or not, answers to a user who says "hello".
     *
     * @throws IllegalArgumentException when there is no such model
     */
    Script scriptOf(String model, boolean stream) {
        if (!models.has(model)) {
            throw new IllegalArgumentException("There is no model named \"" + model + "\".");
        }
        return models.reply(Question.plain(model, stream), new ChatReplyFormat(manner.shape(), false));
    }
}
