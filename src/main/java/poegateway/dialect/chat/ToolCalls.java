package poegateway.dialect.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.wire.json.JsonCompleteness;

/** The calls of one stream, and to which of them a piece belongs. */
final class ToolCalls {
    static final int NO_INDEX = -1;
    private static final int CALLS_LIMIT = 1_024;

    private final List<Call> calls = new ArrayList<>();
    private final Map<Integer, Call> byPoesIndex = new HashMap<>();
    private @Nullable Call last;
    private @Nullable JsonCompleteness functionCall;

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Whether there is a {@code function_call}, the older form of a tool call. */
    boolean hasFunctionCall() {
        return functionCall != null;
    }

    /** Whether there are any, and the arguments of each are a whole JSON object. */
    boolean areComplete() {
        boolean any = !isEmpty() || functionCall != null;
        return any
                && calls.stream().allMatch(call -> call.arguments.isComplete())
                && (functionCall == null || functionCall.isComplete());
    }

    /** Whether the arguments of one of them have begun and are not whole. */
    boolean areCut() {
        return calls.stream().anyMatch(call -> call.arguments.isOpen())
                || (functionCall != null && functionCall.isOpen());
    }

    /** Takes a piece of the arguments of a {@code function_call}. */
    void acceptFunctionCall(String piece) {
        if (functionCall == null) {
            functionCall = new JsonCompleteness();
        }
        functionCall.accept(piece);
    }

    /** Nobody can run a call whose name never came. */
    void refuseNameless() {
        if (calls.stream().anyMatch(call -> !call.begun)) {
            throw new FailureException(new ReplyFailure.BadResponse("a tool call of the stream has no name"));
        }
    }

    /**
     * The call that a piece belongs to; a new one if the piece begins one.
     *
     * @param index Poe's, or {@link #NO_INDEX}
     */
    Call of(int index, @Nullable String id, @Nullable String name) {
        Call known = index == NO_INDEX ? withoutIndex(id, name) : byPoesIndex.get(index);
        Call call = known == null || known.isAnother(id, name) ? begin(index) : known;
        last = call;
        return call;
    }

    private @Nullable Call withoutIndex(@Nullable String id, @Nullable String name) {
        for (Call call : calls) {
            if (id != null && id.equals(call.id)) {
                return call;
            }
        }
        return id == null && last != null && !last.isFollowedBy(name) ? last : null;
    }

    private Call begin(int poesIndex) {
        if (calls.size() == CALLS_LIMIT) {
            throw new FailureException(
                    new ReplyFailure.BadResponse("more than " + CALLS_LIMIT + " tool calls in one stream"));
        }
        boolean free = poesIndex != NO_INDEX && calls.stream().noneMatch(call -> call.index == poesIndex);
        int next = calls.stream().mapToInt(call -> call.index + 1).max().orElse(0);
        Call call = new Call(free ? poesIndex : next);
        calls.add(call);
        byPoesIndex.put(poesIndex == NO_INDEX ? call.index : poesIndex, call);
        return call;
    }

    /** What was said about one call so far. */
    static final class Call {
        private final int index;
        private final JsonCompleteness arguments = new JsonCompleteness();
        private final StringBuilder unsent = new StringBuilder();
        private @Nullable String id;
        private @Nullable String name;
        private boolean typed;
        private boolean begun;

        Call(int index) {
            this.index = index;
        }

        /** The index under which the caller knows it. */
        int index() {
            return index;
        }

        /** Whether a piece was sent to the caller. */
        boolean begun() {
            return begun;
        }

        void begin() {
            begun = true;
        }

        @Nullable
        String id() {
            return id;
        }

        /** Notes an id, and says whether it came before; one that was made up counts as having come. */
        boolean repeatsId(@Nullable String said) {
            boolean repeats = said == null || id != null;
            id = id == null ? said : id;
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

        /** Keeps arguments that come before the name. */
        void keep(String piece) {
            unsent.append(piece);
        }

        /** What was kept, once. */
        String takeKept() {
            String kept = unsent.toString();
            unsent.setLength(0);
            return kept;
        }

        /** Another id is another call, but for providers that make up a new one for each piece of the arguments. */
        private boolean isAnother(@Nullable String said, @Nullable String saidName) {
            boolean differs = id != null && said != null && !said.equals(id);
            return differs && (saidName != null || !arguments.isOpen());
        }

        /** Whether a piece with that name and no id is no piece of this call. */
        private boolean isFollowedBy(@Nullable String saidName) {
            return saidName != null && name != null && (!saidName.equals(name) || arguments.isComplete());
        }
    }
}
