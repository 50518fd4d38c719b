package poegateway.simulator;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import poegateway.simulator.answer.Catalogue;
import poegateway.simulator.answer.ModelCard;
import poegateway.simulator.answer.PrefixCache;
import poegateway.simulator.answer.Question;
import poegateway.simulator.messages.AnthropicErrorForm;
import poegateway.simulator.messages.MessagesModels;
import poegateway.simulator.messages.MessagesQuestion;
import poegateway.simulator.messages.MessagesQuestionReader;
import poegateway.simulator.messages.MessagesReplyFormat;
import poegateway.simulator.models.MagicModels;
import poegateway.simulator.models.ModelReplies;
import poegateway.simulator.reply.Replies;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.SimulatedRequest;

/** {@code POST /v1/messages}, with a Bearer key or {@code x-api-key}, for models that list it. */
final class MessagesSurface implements PoeSurface {
    static final String PATH = "/v1/messages";

    private static final Map<String, String> HEADERS = Map.of(
            "anthropic-ratelimit-requests-limit", "500",
            "anthropic-ratelimit-requests-remaining", "499",
            "anthropic-ratelimit-requests-reset", "2026-03-27T02:54:17Z");
    private static final MessagesReplyFormat PLAIN = new MessagesReplyFormat(0);

    private final Catalogue catalogue;
    private final PrefixCache cache;
    private final ModelReplies models;

    MessagesSurface(Catalogue catalogue, Replies replies, PrefixCache cache) {
        this.catalogue = catalogue;
        this.cache = cache;
        this.models = new ModelReplies(catalogue, replies, MagicModels.of(replies, PLAIN, MessagesModels.models()));
    }

    MagicModels magic() {
        return models.magic();
    }

    @Override
    public boolean covers(String method, String path) {
        return method.equals("POST") && path.equals(PATH);
    }

    @Override
    public Script answer(SimulatedRequest request) {
        Script script = refusal(request).map(AnthropicErrorForm::script).orElseGet(() -> reply(request));
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.putAll(script.headers());
        return new Script(script.status(), headers, script.framing(), script.pieces(), script.mishap());
    }

    private static Optional<ReplyError> refusal(SimulatedRequest request) {
        String key = key(request);
        if (key.isEmpty() || key.equals(BearerKey.WRONG_KEY)) {
            return Optional.of(ReplyError.of(401, "authentication_error", "Invalid API key"));
        }
        return request.headers().containsKey("anthropic-version")
                ? Optional.empty()
                : Optional.of(ReplyError.invalid("anthropic-version: header is required"));
    }

    private static String key(SimulatedRequest request) {
        String bearer = BearerKey.of(request);
        return bearer.isEmpty()
                ? request.headers().getOrDefault("x-api-key", "").strip()
                : bearer;
    }

    private Script reply(SimulatedRequest request) {
        MessagesQuestion asked;
        try {
            asked = MessagesQuestionReader.read(request.body());
        } catch (IOException e) {
            return PLAIN.error(ReplyError.invalid("The request body is not valid JSON"));
        }
        String model = asked.question().model();
        Optional<ModelCard> card = catalogue.find(model);
        if (card.filter(known -> !known.lists(PATH)).isPresent()) {
            return PLAIN.error(ReplyError.noModel(model));
        }
        Optional<String> refusal = asked.refusal();
        if (refusal.isPresent()) {
            return refusal.get().endsWith("not permitted")
                    ? AnthropicErrorForm.extra(refusal.get())
                    : PLAIN.error(ReplyError.invalid(refusal.get()));
        }
        return answer(asked, card, key(request));
    }

    /** Only what is marked is kept in the cache. */
    private Script answer(MessagesQuestion asked, Optional<ModelCard> card, String key) {
        long known = card.map(each -> cache.readMarked(key, each.id(), asked.prompt(), asked.parts(), asked.marks()))
                .orElse(0L);
        long kept = card.filter(each -> cache.keeps(asked.parts())).isPresent() ? asked.markedTokens() : 0;
        return models.reply(asked.question().cached(known), new MessagesReplyFormat(Math.max(0, kept - known)));
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
        return models.reply(Question.plain(model, stream), PLAIN);
    }
}
