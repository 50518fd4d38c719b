package poegateway.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;

/**
 * One turn of a session, in arrays of its own.
 *
 * @param model that answered, as Poe calls it
 * @param asked what the caller said
 * @param shown the answer as the caller got it
 * @param full the same with the calls of tools that the gateway ran on the way and their results; empty where there were none
 */
record SessionTurn(String model, List<Message> asked, Message shown, List<Message> full) {
    SessionTurn {
        asked = List.copyOf(asked);
        full = List.copyOf(full);
    }

    /** As the caller knows it. */
    List<Message> seen() {
        List<Message> seen = new ArrayList<>(asked);
        seen.add(shown);
        return seen;
    }

    /** As a model is told of it. What another model signed says nothing to it. */
    List<Message> told(String asking) {
        List<Message> told = new ArrayList<>(asked);
        List<Message> answer = full.isEmpty() ? List.of(shown) : full;
        answer.forEach(message -> told.add(model.equals(asking) ? message : unsigned(message)));
        return told;
    }

    long weight() {
        return Weights.of(asked) + Weights.of(full) + Weights.of(List.of(shown));
    }

    private static Message unsigned(Message message) {
        return message.withParts(
                message.parts().stream().map(SessionTurn::unsigned).toList());
    }

    private static Part unsigned(Part part) {
        return switch (part) {
            case Part.Thinking thinking ->
                new Part.Thinking(
                        thinking.text(),
                        Optional.empty(),
                        Extras.none(thinking.extras().origin()));
            case Part.Call call ->
                new Part.Call(call.call().with(Extras.none(call.call().extras().origin())));
            default -> part;
        };
    }
}
