package poegateway.simulator;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import poegateway.simulator.chat.Catalogue;
import poegateway.simulator.chat.ChatQuestion;
import poegateway.simulator.chat.ChatReplies;
import poegateway.simulator.chat.Manner;
import poegateway.simulator.chat.PoeError;
import poegateway.simulator.chat.ReplyIds;
import poegateway.simulator.chat.Scripts;
import poegateway.simulator.models.MagicModels;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Responder;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.SimulatedRequest;
import poegateway.simulator.script.Sleeper;

/**
 * Answers as Poe does, or as it might on a bad day: see {@link MagicModels} for the model names that choose a fault.
 *
 * <p>Routes: chat completions and the balance need a Bearer key (any but {@value #WRONG_KEY}), the list of models needs
 * none, and whatever else is asked gets Poe's 404. Safe for use from many threads.
 */
public final class PoeResponder implements Responder {
    /** The one key that Poe refuses. */
    public static final String WRONG_KEY = "wrong-key";
    /** Points on every account. */
    static final long BALANCE = 1_000_000;

    private static final String BEARER = "bearer ";

    private final Manner manner;
    private final Catalogue catalogue;
    private final ReplyIds ids;
    private final ChatSurface chat;

    /**
     * A playwright with the bundled catalogue.
     *
     * @param sleeper lets the pauses of slow replies pass
     * @param clock tells when a reply was made
     * @param bits 64 random bits at a time, from any thread; ids are made of them
     */
    public PoeResponder(Manner manner, Sleeper sleeper, InstantSource clock, LongSupplier bits) {
        this.manner = manner;
        this.catalogue = Catalogue.bundled();
        this.ids = new ReplyIds(bits);
        this.chat = new ChatSurface(manner, catalogue, new ChatReplies(manner, sleeper, clock, ids));
    }

    @Override
    public Script scriptFor(SimulatedRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /v1/chat/completions" -> dressed(keyed(request).orElseGet(() -> chat.answer(request)), request);
            case "GET /v1/models" -> models();
            case "GET /usage/current_balance" -> keyed(request).orElseGet(PoeResponder::balance);
            default ->
                Scripts.error(404, "not_found_error", "No route for " + request.method() + " " + request.path() + ".");
        };
    }

    /**
     * What a model, magic or not, answers to a user who says "hello".
     *
     * @throws IllegalArgumentException when there is no such model
     */
    public Script scriptOf(String model, boolean stream) {
        if (chat.magic().find(model).isEmpty() && catalogue.find(model).isEmpty()) {
            throw new IllegalArgumentException("There is no model named \"" + model + "\".");
        }
        return chat.cast(ChatQuestion.plain(model, stream), manner.shape());
    }

    public MagicModels magic() {
        return chat.magic();
    }

    /** The refusal when the key is missing or wrong. */
    private static Optional<Script> keyed(SimulatedRequest request) {
        String given = request.headers().getOrDefault("authorization", "");
        boolean bearer = given.regionMatches(true, 0, BEARER, 0, BEARER.length());
        String key = bearer ? given.substring(BEARER.length()).strip() : "";
        return key.isEmpty() || key.equals(WRONG_KEY)
                ? Optional.of(PoeError.stringCode(401, "authentication_error", "invalid_api_key", "Invalid API key"))
                : Optional.empty();
    }

    private static Script balance() {
        return Scripts.json(200, "{\"current_point_balance\":" + BALANCE + "}");
    }

    private Script models() {
        Map<String, String> headers = new HashMap<>(ownHeaders());
        headers.put("content-type", "application/json; charset=utf-8");
        var body = new Script.Piece(catalogue.document(), Pause.NONE);
        return new Script(200, headers, Script.Framing.CHUNKED, List.of(body), Mishap.NONE);
    }

    /** The headers that Poe's chat replies carry, added to those of the script. */
    private Script dressed(Script script, SimulatedRequest request) {
        Map<String, String> headers = new HashMap<>(ownHeaders());
        headers.put("x-request-id", ids.request());
        ChatSurface.named(request).ifPresent(shape -> headers.put("x-poe-feature-active", shape.feature()));
        if (manner.rateHeaders()) {
            headers.put("x-ratelimit-limit-requests", "500");
            headers.put("x-ratelimit-remaining-requests", "499");
            headers.put("x-ratelimit-reset-requests", "1");
        }
        headers.putAll(script.headers());
        return new Script(script.status(), headers, script.framing(), script.pieces(), script.mishap());
    }

    private static Map<String, String> ownHeaders() {
        return Map.of("openai-version", "2020-10-01", "openai-processing-ms", "1");
    }
}
