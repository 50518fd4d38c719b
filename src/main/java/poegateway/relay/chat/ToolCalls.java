package poegateway.relay.chat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.core.FailureException;
import poegateway.core.ReplyFailure;

/** The tool calls of one stream, by index. */
final class ToolCalls {
    private static final int CALLS_LIMIT = 1_024;

    private final Map<Integer, Call> calls = new HashMap<>();
    private int last = -1;

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Whether there are any, and the arguments of each are a whole JSON object. */
    boolean areComplete() {
        return !isEmpty() && calls.values().stream().allMatch(call -> call.arguments.isComplete());
    }

    /**
     * The index that a delta without one belongs to: that of its id if that is known, a new one if it has another id or
     * another name than the call before, else that of the call before.
     */
    int indexOf(@Nullable String id, @Nullable String name) {
        if (id != null) {
            for (Map.Entry<Integer, Call> call : calls.entrySet()) {
                if (id.equals(call.getValue().id)) {
                    return call.getKey();
                }
            }
        }
        Call before = calls.get(last);
        boolean begins = id != null || before == null || (name != null && !name.equals(before.name));
        return begins
                ? calls.keySet().stream().mapToInt(index -> index + 1).max().orElse(0)
                : last;
    }

    /** The call of an index, new if it was not there. */
    Call at(int index) {
        last = index;
        Call call = calls.computeIfAbsent(index, ignored -> new Call());
        if (calls.size() > CALLS_LIMIT) {
            throw new FailureException(
                    new ReplyFailure.BadResponse("more than " + CALLS_LIMIT + " tool calls in one stream"));
        }
        return call;
    }

    /** What was said about one call so far. */
    static final class Call {
        private final ArgumentsBalance arguments = new ArgumentsBalance();
        private @Nullable String id;
        private @Nullable String name;
        private boolean typed;
        private boolean begun;

        /** Whether this is not the first delta of the call; from now on it is not. */
        boolean begin() {
            boolean before = begun;
            begun = true;
            return before;
        }

        /** Notes an id, and says whether it came before. */
        boolean repeatsId(@Nullable String said) {
            boolean repeats = said == null || said.equals(id);
            id = said == null ? id : said;
            return repeats;
        }

        /** Notes a name or a piece of one, and says whether it came before. */
        boolean repeatsName(@Nullable String said) {
            boolean repeats = said == null || said.equals(name);
            name = said == null ? name : said;
            return repeats;
        }

        /** Notes the type, and says whether it came before. */
        boolean repeatsType(boolean said) {
            boolean repeats = !said || typed;
            typed |= said;
            return repeats;
        }

        void accept(String piece) {
            arguments.accept(piece);
        }
    }
}
