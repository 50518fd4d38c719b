package poegateway.relay.signature;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Part;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.wire.json.JsonText;

/**
 * Looks on while one reply is carried, and hands over what belongs to its calls of tools when it is whole. Thoughts beyond
 * {@link #THOUGHT_BYTES_MAX} are not kept. Belongs to one thread.
 */
final class SignatureRecorder implements ReplyEvents {
    static final int THOUGHT_BYTES_MAX = 256 * 1024;

    private final String model;
    private final Dialect origin;
    private final BiConsumer<String, SignedTurn> kept;
    private final List<Part.Thinking> thoughts = new ArrayList<>();
    private final Map<String, Extras> calls = new LinkedHashMap<>();
    private ByteArrayOutputStream thought = new ByteArrayOutputStream(0);
    private int thoughtBytes;

    /**
     * @param origin the dialect of the model
     * @param kept is told the id of each call and what belongs to it
     */
    SignatureRecorder(String model, Dialect origin, BiConsumer<String, SignedTurn> kept) {
        this.model = model;
        this.origin = origin;
        this.kept = kept;
    }

    @Override
    public void accept(ReplyEvent event) {
        switch (event) {
            case ReplyEvent.Thoughts more -> think(more.delta());
            case ReplyEvent.ThoughtsSigned signed ->
                endThought(Optional.of(signed.signature().detached()));
            case ReplyEvent.CallBegun call ->
                calls.put(call.id().decoded(), call.extras().detached());
            case ReplyEvent.Finished end -> hand();
            default -> {}
        }
    }

    private void think(JsonText delta) {
        thoughtBytes += delta.length();
        if (calls.isEmpty() && thoughtBytes <= THOUGHT_BYTES_MAX) {
            thought.write(delta.source(), delta.from(), delta.length());
        }
    }

    private void endThought(Optional<JsonText> signature) {
        byte[] text = thought.toByteArray();
        thought = new ByteArrayOutputStream(0);
        if (calls.isEmpty()) {
            thoughts.add(new Part.Thinking(new JsonText(text, 0, text.length), signature, Extras.none(origin)));
        }
    }

    private void hand() {
        List<Part.Thinking> before = thoughtBytes <= THOUGHT_BYTES_MAX ? thoughts : List.of();
        for (Map.Entry<String, Extras> call : calls.entrySet()) {
            SignedTurn turn = new SignedTurn(model, before, call.getValue());
            before = List.of();
            if (turn.isWorthKeeping()) {
                kept.accept(call.getKey(), turn);
            }
        }
    }
}
