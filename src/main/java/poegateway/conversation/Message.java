package poegateway.conversation;

import java.util.List;
import java.util.Optional;
import poegateway.wire.json.JsonText;

/**
 * One message of a conversation.
 *
 * @param parts in their order; a message of tools has results alone
 * @param bareText whether its words stood as one text and not in a list; written back the same way, since prompt caches
 *     compare bytes
 * @param name of who speaks, where one was given
 */
public record Message(Role role, List<Part> parts, boolean bareText, Optional<JsonText> name, Extras extras) {
    public Message {
        parts = List.copyOf(parts);
    }

    /** The same of other parts. */
    public Message withParts(List<Part> changed) {
        return new Message(role, changed, bareText, name, extras);
    }

    /** The same, keeping no larger text alive. */
    public Message detached() {
        return new Message(
                role,
                parts.stream().map(Part::detached).toList(),
                bareText,
                name.map(JsonText::detached),
                extras.detached());
    }
}
