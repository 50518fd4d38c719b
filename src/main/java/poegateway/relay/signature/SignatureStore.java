package poegateway.relay.signature;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import poegateway.conversation.Dialect;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReplyEvents;
import poegateway.core.Caller;
import poegateway.core.Ticker;
import poegateway.dialect.ToolIds;
import poegateway.keep.MemoryStore;
import poegateway.keep.OwnedStore;
import poegateway.keep.StoreLimits;
import poegateway.wire.json.JsonText;

/**
 * Keeps what models sign and must get back, by the id of the tool's call that it belongs to, while a caller whose dialect has no
 * place for it talks on. Google's models sign their calls, Anthropic's the thoughts before them; without it they refuse the
 * result, or think anew.
 */
public final class SignatureStore {
    /** How long, and for how many calls of how many bytes. */
    static final StoreLimits LIMITS = new StoreLimits(
            Duration.ofMinutes(60),
            StoreLimits.Expiry.SLIDING,
            new StoreLimits.Cap(2_000, 4_000_000),
            new StoreLimits.Cap(20_000, 32_000_000));

    private final OwnedStore<SignedTurn> turns;

    SignatureStore(OwnedStore<SignedTurn> turns) {
        this.turns = turns;
    }

    /** One that keeps everything in memory. */
    public static SignatureStore inMemory(Ticker ticker) {
        return new SignatureStore(new MemoryStore<>(LIMITS, SignedTurn::weight, ticker));
    }

    /**
     * Looks on while a reply is carried to a caller, and keeps what belongs to its calls once it is whole. It never fails.
     *
     * @param model as Poe knows it
     * @param origin the dialect of the model
     */
    public ReplyEvents recorder(Caller caller, String model, Dialect origin) {
        return new HarmlessObserver(
                new SignatureRecorder(model, origin, (id, turn) -> turns.put(caller.id(), key(id), turn)));
    }

    /**
     * The prompt with what was kept of its calls, as far as the same model made them in the dialect in which it is asked again.
     *
     * @param target the dialect of the model
     */
    public Prompt restored(Prompt prompt, Caller caller, Dialect target) {
        Map<String, SignedTurn> kept = kept(prompt, caller, target);
        return kept.isEmpty()
                ? prompt
                : prompt.withMessages(prompt.messages().stream()
                        .map(message -> message.withParts(SignedTurn.restored(message.parts(), kept)))
                        .toList());
    }

    private Map<String, SignedTurn> kept(Prompt prompt, Caller caller, Dialect target) {
        Map<String, SignedTurn> kept = new HashMap<>();
        for (Message message : prompt.messages()) {
            for (Part part : message.parts()) {
                if (part instanceof Part.Call call) {
                    JsonText id = call.call().id();
                    turns.get(caller.id(), key(id.decoded()))
                            .map(found -> found.value())
                            .filter(turn -> turn.isOf(prompt.model(), target))
                            .ifPresent(turn -> kept.put(id.decoded(), turn));
                }
            }
        }
        return kept;
    }

    /** The same for an id as the model gave it and as a caller's dialect had to spell it. */
    private static String key(String id) {
        return ToolIds.fitting(ToolIds.original(id));
    }
}
