package poegateway.dialect.chat.codec;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.wire.json.JsonText;

/** Makes the steps of a reply of the pieces of its calls. A call of which no arguments come has none: an empty object. */
final class CallSteps {
    private static final JsonText NO_ARGUMENTS = JsonText.of("{}");

    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final Map<Integer, Boolean> hasArguments = new LinkedHashMap<>();

    /** Whether a call of that index has begun. */
    boolean knows(int index) {
        return numbers.containsKey(index);
    }

    void add(CallPiece piece, ReplyEvents into) throws IOException {
        Integer known = numbers.get(piece.index());
        int number = known == null ? numbers.size() : known;
        if (known == null) {
            numbers.put(piece.index(), number);
            hasArguments.put(number, false);
            into.accept(new ReplyEvent.CallBegun(number, piece.id(), piece.name(), piece.extras()));
        }
        if (piece.arguments().isPresent()) {
            hasArguments.put(number, true);
            JsonText delta = piece.arguments().get();
            if (!delta.isEmpty()) {
                into.accept(new ReplyEvent.CallArguments(number, delta));
            }
        }
    }

    /** No more pieces come. */
    void end(ReplyEvents into) throws IOException {
        for (Map.Entry<Integer, Boolean> call : hasArguments.entrySet()) {
            if (!call.getValue()) {
                into.accept(new ReplyEvent.CallArguments(call.getKey(), NO_ARGUMENTS));
            }
        }
    }
}
