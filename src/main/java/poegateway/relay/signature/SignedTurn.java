package poegateway.relay.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Part;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * What belongs to one call of a tool and that the caller was not told.
 *
 * @param model that made the call; others do not know its signatures
 * @param thoughts that came before the first call of the turn, signed ones among them; empty for further calls
 * @param extras of the call itself, in the dialect of the model
 */
record SignedTurn(String model, List<Part.Thinking> thoughts, Extras extras) {
    SignedTurn {
        thoughts = List.copyOf(thoughts);
    }

    /** Bytes of its texts. */
    int weight() {
        int weight = model.length();
        for (Part.Thinking thought : thoughts) {
            weight += thought.text().length()
                    + thought.signature().map(JsonText::length).orElse(0);
        }
        for (Map.Entry<String, JsonSlice> member : extras.members().entrySet()) {
            weight += member.getKey().length() + member.getValue().length();
        }
        return weight;
    }

    /** Whether there is something that a caller could not send back by itself. */
    boolean isWorthKeeping() {
        return !extras.members().isEmpty()
                || thoughts.stream().anyMatch(thought -> thought.signature().isPresent());
    }

    /** Whether that model made it, and is asked again in that dialect. */
    boolean isOf(String asked, Dialect target) {
        return model.equals(asked) && extras.origin() == target;
    }

    /** The parts of the turn with what was kept of each call, in the order in which the model made them. */
    static List<Part> restored(List<Part> parts, Map<String, SignedTurn> kept) {
        boolean signed = parts.stream().anyMatch(SignedTurn::isSigned);
        List<Part> restored = new ArrayList<>(parts.size() + 1);
        for (Part part : parts) {
            Optional<SignedTurn> turn = Optional.of(part)
                    .filter(Part.Call.class::isInstance)
                    .map(call -> kept.get(((Part.Call) call).call().id().decoded()));
            turn.filter(known -> !signed).ifPresent(known -> restored.addAll(0, known.thoughts()));
            restored.add(turn.map(known -> known.onto((Part.Call) part)).orElse(part));
        }
        return restored;
    }

    private Part onto(Part.Call part) {
        return extras.members().isEmpty()
                        || !part.call().extras().membersFor(extras.origin()).isEmpty()
                ? part
                : new Part.Call(part.call().with(extras));
    }

    private static boolean isSigned(Part part) {
        return part instanceof Part.Thinking thinking && thinking.signature().isPresent();
    }
}
