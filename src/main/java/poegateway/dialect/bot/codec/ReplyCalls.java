package poegateway.dialect.bot.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.bot.event.EventData;
import poegateway.wire.json.JsonCompleteness;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** The calls of tools in one answer, put together from pieces. A piece with another id begins another call. */
final class ReplyCalls {
    private final String madeId;
    private final Map<Integer, OpenCall> byIndex = new HashMap<>();
    private final List<OpenCall> all = new ArrayList<>();
    private int nameless;

    /** {@code madeId} begins the ids of calls that have none. */
    ReplyCalls(String madeId) {
        this.madeId = madeId;
    }

    private record OpenCall(int number, String id, JsonCompleteness arguments) {}

    boolean isEmpty() {
        return all.isEmpty() && nameless == 0;
    }

    /** Takes a piece of a call. */
    void add(JsonSlice piece, ReplyEvents into) throws IOException {
        if (!piece.isObject()) {
            return;
        }
        Map<String, JsonSlice> members = JsonMembers.of(piece);
        JsonSlice function = members.getOrDefault("function", JsonSlice.NULL);
        Map<String, JsonSlice> inner = function.isObject() ? JsonMembers.of(function) : Map.of();
        JsonText id = EventData.textOrEmpty(members.get("id"));
        JsonText name = EventData.textOrEmpty(inner.get("name"));
        int index = index(members.get("index"));
        OpenCall call = byIndex.get(index);
        if (call == null || isOfAnother(call, id)) {
            if (name.isEmpty()) {
                nameless++;
                return;
            }
            call = begin(index, id, name, into);
        }
        JsonSlice arguments = inner.get("arguments");
        if (arguments != null && !arguments.isNull()) {
            more(call, arguments.isString() ? arguments.text() : JsonText.of(arguments.toString()), into);
        }
    }

    /**
     * The answer has ended.
     *
     * @param finished whether it said why, so that a call that looks cut is as the model left it
     */
    void end(boolean finished) {
        if (nameless > 0) {
            throw EventData.bad("a call of a tool has no name");
        }
        if (!finished && all.stream().anyMatch(call -> call.arguments.isOpen())) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
    }

    private static int index(@Nullable JsonSlice value) {
        return value != null && value.toString().matches("\\d{1,6}") ? Integer.parseInt(value.toString()) : 0;
    }

    private static boolean isOfAnother(OpenCall call, JsonText id) {
        return !id.isEmpty() && !id.decoded().equals(call.id);
    }

    private OpenCall begin(int index, JsonText id, JsonText name, ReplyEvents into) throws IOException {
        int number = all.size();
        JsonText known = id.isEmpty() ? JsonText.of(madeId + "_" + number) : id;
        OpenCall call = new OpenCall(number, known.decoded(), new JsonCompleteness());
        byIndex.put(index, call);
        all.add(call);
        into.accept(new ReplyEvent.CallBegun(number, known, name, QueryMembers.NONE));
        return call;
    }

    private static void more(OpenCall call, JsonText arguments, ReplyEvents into) throws IOException {
        if (!arguments.isEmpty()) {
            call.arguments.accept(arguments.decoded());
            into.accept(new ReplyEvent.CallArguments(call.number, arguments));
        }
    }
}
