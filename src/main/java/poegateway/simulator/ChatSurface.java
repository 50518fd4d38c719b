package poegateway.simulator;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import poegateway.simulator.chat.Catalogue;
import poegateway.simulator.chat.ChatQuestion;
import poegateway.simulator.chat.ChatQuestionReader;
import poegateway.simulator.chat.ChatReplies;
import poegateway.simulator.chat.MagicModel;
import poegateway.simulator.chat.Manner;
import poegateway.simulator.chat.ModelCard;
import poegateway.simulator.chat.ModelContext;
import poegateway.simulator.chat.PoeError;
import poegateway.simulator.chat.RefusedRequestException;
import poegateway.simulator.chat.Scripts;
import poegateway.simulator.models.MagicModels;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.SimulatedRequest;

/** {@code POST /v1/chat/completions}, once the key is seen to be good. */
final class ChatSurface {
    private final Manner manner;
    private final Catalogue catalogue;
    private final ChatReplies replies;
    private final MagicModels magic;
    private final Map<String, AtomicLong> arrivals = new ConcurrentHashMap<>();

    ChatSurface(Manner manner, Catalogue catalogue, ChatReplies replies) {
        this.manner = manner;
        this.catalogue = catalogue;
        this.replies = replies;
        this.magic = MagicModels.all(replies);
    }

    MagicModels magic() {
        return magic;
    }

    /** The reply to that body. */
    Script answer(SimulatedRequest received) {
        ChatQuestion request;
        try {
            request = ChatQuestionReader.read(received.body());
        } catch (IOException e) {
            return PoeError.invalid("We could not parse the JSON body of your request.");
        }
        try {
            return refusal(request).orElseGet(() -> cast(request, shape(received)));
        } catch (RefusedRequestException refused) {
            return PoeError.invalid(String.valueOf(refused.getMessage()));
        }
    }

    /** The shape that the request names in {@code poe-feature}, else the manner's. */
    Manner.Shape shape(SimulatedRequest received) {
        return named(received).orElse(manner.shape());
    }

    /** The shape that the request names. */
    static Optional<Manner.Shape> named(SimulatedRequest received) {
        for (String flag : received.headers().getOrDefault("poe-feature", "").split(",", -1)) {
            for (Manner.Shape shape : Manner.Shape.values()) {
                if (shape.feature().equals(flag.strip())) {
                    return Optional.of(shape);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Script> refusal(ChatQuestion request) {
        if (request.model().isEmpty()) {
            return Optional.of(PoeError.invalid("Missing required parameter: 'model'."));
        }
        if (request.messages() < 1) {
            return Optional.of(PoeError.invalid("Missing required parameter: 'messages'."));
        }
        return request.output().fault().map(PoeError::invalid);
    }

    /** The reply of the model that the request names, magic or not. */
    Script cast(ChatQuestion request, Manner.Shape shape) {
        Optional<MagicModel> trick = magic.find(request.model());
        if (trick.isPresent()) {
            return perform(trick.get(), request, shape);
        }
        return catalogue
                .find(request.model())
                .map(card -> ordinary(request, card, shape))
                .orElseGet(() -> Scripts.error(
                        404,
                        "not_found_error",
                        "The model `" + request.model() + "` does not exist or you do not have access to it."));
    }

    private Script perform(MagicModel trick, ChatQuestion request, Manner.Shape shape) {
        long arrival =
                arrivals.computeIfAbsent(trick.name(), name -> new AtomicLong()).incrementAndGet();
        ModelCard card = ModelCard.ofMagic(request.model());
        return trick.act().answer(new ModelContext(request, card, shape, replies, arrival));
    }

    private Script ordinary(ChatQuestion request, ModelCard card, Manner.Shape shape) {
        if (!request.tools().isEmpty() && !card.tools()) {
            return PoeError.noTools(request.model());
        }
        return replies.script(replies.draft(request, card, shape), request);
    }
}
