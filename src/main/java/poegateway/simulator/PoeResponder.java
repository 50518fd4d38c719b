package poegateway.simulator;

import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import poegateway.simulator.answer.Catalogue;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.PrefixCache;
import poegateway.simulator.answer.ReplyIds;
import poegateway.simulator.answer.TurnAuthor;
import poegateway.simulator.models.MagicModels;
import poegateway.simulator.reply.Replies;
import poegateway.simulator.script.Delayer;
import poegateway.simulator.script.Responder;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;
import poegateway.simulator.script.SimulatedRequest;
import poegateway.simulator.upload.UploadStore;
import poegateway.simulator.video.VideoJobs;

/**
 * Answers as Poe does, or as it might on a bad day: see {@link MagicModels} for the model names that choose a fault.
 * What no {@link PoeSurface} covers gets Poe's 404. Safe for use from many threads.
 */
public final class PoeResponder implements Responder {
    private final ChatSurface chat;
    private final ResponsesSurface responses;
    private final MessagesSurface messages;
    private final BotSurface bot;
    private final List<PoeSurface> surfaces;

    /**
     * A responder with the bundled catalogue.
     *
     * @param delayer lets the pauses of slow replies pass
     * @param clock tells when a reply was made
     * @param bits 64 random bits at a time, from any thread; ids are made of them
     */
    public PoeResponder(Manner manner, Delayer delayer, InstantSource clock, LongSupplier bits) {
        this(manner, delayer, clock, bits, new Files("http", new UploadStore(), () -> TurnAuthor.POE_MEDIA));
    }

    /**
     * Files that are fetched here.
     *
     * @param scheme of the URLs of uploads
     * @param uploads where those are kept
     * @param pictures tells scheme, host and port of the server that has the pictures which models made
     */
    record Files(String scheme, UploadStore uploads, Supplier<String> pictures) {}

    /** The same with files of its own. */
    PoeResponder(Manner manner, Delayer delayer, InstantSource clock, LongSupplier bits, Files files) {
        Catalogue catalogue = Catalogue.bundled();
        ReplyIds ids = new ReplyIds(bits);
        Replies replies = new Replies(manner, delayer, clock, ids, files.pictures);
        PrefixCache cache = new PrefixCache(clock);
        chat = new ChatSurface(manner, catalogue, ids, replies, cache);
        responses = new ResponsesSurface(catalogue, replies, cache);
        messages = new MessagesSurface(catalogue, replies, cache);
        bot = new BotSurface(catalogue, replies);
        surfaces = List.of(
                chat,
                responses,
                messages,
                bot,
                new UploadSurface(files.scheme, ids, files.uploads),
                new MediaSurface(),
                new VideoJobsSurface(new VideoJobs(catalogue, ids, clock)),
                new ModelListSurface(catalogue),
                new BalanceSurface(),
                new PointsHistorySurface(clock));
    }

    @Override
    public Script scriptFor(SimulatedRequest request) {
        return surfaces.stream()
                .filter(surface -> surface.covers(request.method(), request.path()))
                .findFirst()
                .map(surface -> surface.answer(request))
                .orElseGet(() -> noRoute(request));
    }

    private static Script noRoute(SimulatedRequest request) {
        return Scripts.error(404, "not_found_error", "No route for " + request.method() + " " + request.path() + ".");
    }

    /**
     * What a model, magic or not, answers to a user who says "hello": below {@code /bot/} as a bot, for
     * {@code /v1/responses} as a response, for {@code /v1/messages} as a message, elsewhere in a chat.
     *
     * @throws IllegalArgumentException when there is no such model
     */
    Script scriptOf(String path, String model, boolean stream) {
        if (path.equals(ResponsesSurface.PATH)) {
            return responses.scriptOf(model, stream);
        }
        if (path.equals(MessagesSurface.PATH)) {
            return messages.scriptOf(model, stream);
        }
        return path.startsWith(BotSurface.ROOT) ? bot.scriptOf(model) : scriptOf(model, stream);
    }

    /**
     * What a model, magic or not, answers in a chat to a user who says "hello".
     *
     * @throws IllegalArgumentException when there is no such model
     */
    public Script scriptOf(String model, boolean stream) {
        return chat.scriptOf(model, stream);
    }

    public MagicModels magic() {
        return chat.magic();
    }
}
