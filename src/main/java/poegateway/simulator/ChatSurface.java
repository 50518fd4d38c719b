package poegateway.simulator;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import poegateway.simulator.answer.Catalogue;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.ModelCard;
import poegateway.simulator.answer.Question;
import poegateway.simulator.answer.RefusedRequestException;
import poegateway.simulator.answer.ReplyIds;
import poegateway.simulator.chat.ChatOptions;
import poegateway.simulator.chat.ChatQuestion;
import poegateway.simulator.chat.ChatQuestionReader;
import poegateway.simulator.chat.ChatReplies;
import poegateway.simulator.chat.MagicModel;
import poegateway.simulator.chat.ModelContext;
import poegateway.simulator.chat.PoeError;
import poegateway.simulator.models.MagicModels;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;
import poegateway.simulator.script.SimulatedRequest;

/** {@code POST /v1/chat/completions}, with a Bearer key. */
final class ChatSurface implements PoeSurface {
    private final Manner manner;
    private final Catalogue catalogue;
    private final ReplyIds ids;
    private final ChatReplies replies;
    private final MagicModels magic;
    private final Map<String, AtomicLong> arrivals = new ConcurrentHashMap<>();

    ChatSurface(Manner manner, Catalogue catalogue, ReplyIds ids, ChatReplies replies) {
        this.manner = manner;
        this.catalogue = catalogue;
        this.ids = ids;
        this.replies = replies;
        this.magic = MagicModels.all(replies);
    }

    MagicModels magic() {
        return magic;
    }

    @Override
    public boolean covers(String method, String path) {
        return method.equals("POST") && path.equals("/v1/chat/completions");
    }

    @Override
    public Script answer(SimulatedRequest request) {
        Optional<Manner.Shape> shape = shape(request);
        Script script = BearerKey.refusal(request).orElseGet(() -> reply(request.body(), shape.orElse(manner.shape())));
        return withHeaders(script, shape);
    }

    /** The shape that the request names in {@code poe-feature}. */
    private static Optional<Manner.Shape> shape(SimulatedRequest request) {
        for (String flag : request.headers().getOrDefault("poe-feature", "").split(",", -1)) {
            for (Manner.Shape shape : Manner.Shape.values()) {
                if (shape.feature().equals(flag.strip())) {
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
        shape.ifPresent(named -> headers.put("x-poe-feature-active", named.feature()));
        if (manner.rateHeaders()) {
            headers.put("x-ratelimit-limit-requests", "500");
            headers.put("x-ratelimit-remaining-requests", "499");
            headers.put("x-ratelimit-reset-requests", "1");
        }
        headers.putAll(script.headers());
        return new Script(script.status(), headers, script.framing(), script.pieces(), script.mishap());
    }

    private Script reply(byte[] body, Manner.Shape shape) {
        ChatQuestion chat;
        try {
            chat = ChatQuestionReader.read(body);
        } catch (IOException e) {
            return PoeError.invalid("We could not parse the JSON body of your request.");
        }
        try {
            ChatOptions options = new ChatOptions(shape, chat.includeUsage());
            return refusal(chat).orElseGet(() -> modelReply(chat.question(), options));
        } catch (RefusedRequestException refused) {
            return PoeError.invalid(String.valueOf(refused.getMessage()));
        }
    }

    private static Optional<Script> refusal(ChatQuestion chat) {
        if (chat.question().model().isEmpty()) {
            return Optional.of(PoeError.invalid("Missing required parameter: 'model'."));
        }
        if (chat.messages() < 1) {
            return Optional.of(PoeError.invalid("Missing required parameter: 'messages'."));
        }
        return chat.question().output().fault().map(PoeError::invalid);
    }

    /**
     * What a model, magic or not, answers to a user who says "hello".
     *
     * @throws IllegalArgumentException when there is no such model
     */
    Script scriptOf(String model, boolean stream) {
        if (magic.find(model).isEmpty() && catalogue.find(model).isEmpty()) {
            throw new IllegalArgumentException("There is no model named \"" + model + "\".");
        }
        return modelReply(Question.plain(model, stream), new ChatOptions(manner.shape(), false));
    }

    /** The reply of the model that the request names, magic or not. */
    private Script modelReply(Question question, ChatOptions options) {
        Optional<MagicModel> model = magic.find(question.model());
        if (model.isPresent()) {
            return magicReply(model.get(), question, options);
        }
        return catalogue
                .find(question.model())
                .map(card -> ordinaryReply(question, card, options))
                .orElseGet(() -> Scripts.error(
                        404,
                        "not_found_error",
                        "The model `" + question.model() + "` does not exist or you do not have access to it."));
    }

    private Script magicReply(MagicModel model, Question question, ChatOptions options) {
        long arrival =
                arrivals.computeIfAbsent(model.name(), name -> new AtomicLong()).incrementAndGet();
        ModelCard card = ModelCard.ofMagic(question.model());
        return model.writer().write(new ModelContext(question, card, options, replies, arrival));
    }

    private Script ordinaryReply(Question question, ModelCard card, ChatOptions options) {
        return !question.tools().isEmpty() && !card.tools()
                ? PoeError.noTools(question.model())
                : new ModelContext(question, card, options, replies, 1).ordinary();
    }
}
