package poegateway.simulator;

import java.util.Optional;
import poegateway.simulator.answer.Catalogue;
import poegateway.simulator.answer.Question;
import poegateway.simulator.bot.BotModels;
import poegateway.simulator.bot.BotReplyFormat;
import poegateway.simulator.bot.BotRequest;
import poegateway.simulator.bot.BotRequestReader;
import poegateway.simulator.bot.InvalidRequestException;
import poegateway.simulator.models.MagicModels;
import poegateway.simulator.models.ModelReplies;
import poegateway.simulator.reply.Replies;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.script.RequestPath;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;
import poegateway.simulator.script.SimulatedRequest;

/** {@code POST /bot/NAME}, with a Bearer key: the older protocol, in which every answer to a query is a stream of events. */
final class BotSurface implements PoeSurface {
    static final String ROOT = "/bot/";

    private final BotReplyFormat format = new BotReplyFormat();
    private final ModelReplies models;

    BotSurface(Catalogue catalogue, Replies replies) {
        models = new ModelReplies(catalogue, replies, MagicModels.of(replies, format, BotModels.models()));
    }

    @Override
    public boolean covers(String method, String path) {
        return method.equals("POST") && bot(path).isPresent();
    }

    /** The name of the bot, decoded; it is the one segment below {@link #ROOT}. */
    private static Optional<String> bot(String path) {
        String name = path.startsWith(ROOT) ? path.substring(ROOT.length()) : "";
        return name.isEmpty() || name.contains("/") ? Optional.empty() : RequestPath.decoded(name);
    }

    @Override
    public Script answer(SimulatedRequest request) {
        return BearerKey.refusal(request).map(format::error).orElseGet(() -> reply(request));
    }

    private Script reply(SimulatedRequest request) {
        try {
            return switch (BotRequestReader.read(bot(request.path()).orElseThrow(), request.body())) {
                case BotRequest.Query query -> models.reply(query.question(), format);
                case BotRequest.Settings settings ->
                    Scripts.json(200, "{\"response_version\": 2, \"allow_attachments\": true}");
                case BotRequest.Report report -> Scripts.json(200, "{}");
                case BotRequest.UnknownType unknown ->
                    Scripts.json(501, "{\"detail\": \"This type of request is not supported.\"}");
            };
        } catch (InvalidRequestException e) {
            return format.error(ReplyError.invalid(String.valueOf(e.getMessage())));
        }
    }

    /**
     * What a model, magic or not, answers to a user who says "hello".
     *
     * @throws IllegalArgumentException when there is no such model
     */
    Script scriptOf(String model) {
        if (!models.has(model)) {
            throw new IllegalArgumentException("There is no bot named \"" + model + "\".");
        }
        return models.reply(Question.plain(model, true), format);
    }
}
