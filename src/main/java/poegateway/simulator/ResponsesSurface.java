package poegateway.simulator;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import poegateway.simulator.answer.Catalogue;
import poegateway.simulator.answer.ModelCard;
import poegateway.simulator.answer.PrefixCache;
import poegateway.simulator.answer.Question;
import poegateway.simulator.models.MagicModels;
import poegateway.simulator.models.ModelReplies;
import poegateway.simulator.reply.OpenAiErrorForm;
import poegateway.simulator.reply.Replies;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.responses.ResponsesModels;
import poegateway.simulator.responses.ResponsesQuestion;
import poegateway.simulator.responses.ResponsesQuestionReader;
import poegateway.simulator.responses.ResponsesReplyFormat;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.SimulatedRequest;

/** {@code POST /v1/responses}, with a Bearer key, for models that list it. */
final class ResponsesSurface implements PoeSurface {
    static final String PATH = "/v1/responses";

    private static final String ERROR_ID = "0123456789abcdef0123456789abcdef";

    private final ResponsesReplyFormat format = new ResponsesReplyFormat();
    private final Catalogue catalogue;
    private final PrefixCache cache;
    private final ModelReplies models;

    ResponsesSurface(Catalogue catalogue, Replies replies, PrefixCache cache) {
        this.catalogue = catalogue;
        this.cache = cache;
        this.models = new ModelReplies(catalogue, replies, MagicModels.of(replies, format, ResponsesModels.models()));
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
        Script script = BearerKey.refusal(request).map(OpenAiErrorForm::script).orElseGet(() -> reply(request));
        Map<String, String> headers = new HashMap<>(PoeHeaders.OPENAI);
        headers.putAll(script.headers());
        return new Script(script.status(), headers, script.framing(), script.pieces(), script.mishap());
    }

    private Script reply(SimulatedRequest request) {
        ResponsesQuestion asked;
        try {
            asked = ResponsesQuestionReader.read(request.body());
        } catch (IOException e) {
            return format.error(ReplyError.invalid("We could not parse the JSON body of your request."));
        }
        return fault(asked)
                .map(sentence -> format.error(
                        ReplyError.of(400, "invalid_request_error", sentence, new ReplyError.Detail.ErrorId(ERROR_ID))))
                .orElseGet(() -> models.reply(asked.question().cached(cachedTokens(asked, request)), format));
    }

    private Optional<String> fault(ResponsesQuestion asked) {
        String model = asked.question().model();
        if (model.isEmpty()) {
            return Optional.of("Missing required parameter: 'model'.");
        }
        if (!asked.hasInput()) {
            return Optional.of("Missing required parameter: 'input'.");
        }
        boolean unlisted =
                catalogue.find(model).filter(card -> !card.lists(PATH)).isPresent();
        return unlisted ? Optional.of("Model does not support responses method.") : asked.refusal();
    }

    private long cachedTokens(ResponsesQuestion asked, SimulatedRequest request) {
        return catalogue
                .find(asked.question().model())
                .filter(ModelCard::caches)
                .map(card -> cache.read(BearerKey.of(request), card.id(), request.body(), asked.prompt()))
                .orElse(0L);
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
        return models.reply(Question.plain(model, stream), format);
    }
}
