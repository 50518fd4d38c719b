package poegateway.session;

import java.util.List;
import poegateway.conversation.Message;
import poegateway.conversation.Role;

/**
 * Finds a conversation at the beginning of another one: clients of interfaces without a memory send all of it each time. Who says
 * what in which order is compared, with decoded texts; how it is cut into messages of a model, ids, thoughts, and members that one
 * dialect alone knows are not.
 */
final class Repeated {
    private Repeated() {}

    /**
     * How many messages of a conversation repeat another one; 0 where it does not begin with all of that.
     *
     * @param sent what may begin with {@code known}
     */
    static int messages(List<Message> sent, List<Message> known) {
        if (known.isEmpty()) {
            return 0;
        }
        List<Spoken> all = Spoken.of(known).said();
        Spoken.Conversation whole = Spoken.of(sent);
        for (int count = 1; count <= sent.size(); count++) {
            boolean ends = count == sent.size() || !continues(sent.get(count - 1), sent.get(count));
            int said = whole.ends().get(count - 1);
            if (ends && said >= all.size()) {
                return whole.said().subList(0, said).equals(all) ? count : 0;
            }
        }
        return 0;
    }

    /** Whether a message may be the rest of what a model said in the one before. */
    private static boolean continues(Message before, Message next) {
        return before.role() == Role.ASSISTANT && next.role() == Role.ASSISTANT;
    }
}
