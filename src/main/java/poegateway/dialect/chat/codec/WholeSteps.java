package poegateway.dialect.chat.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.conversation.StopReason;
import poegateway.dialect.OpenAiUsage;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads a whole reply into its steps. Only the first choice is read; Poe gives no other. */
final class WholeSteps {
    private final ReplyEvents into;

    WholeSteps(ReplyEvents into) {
        this.into = into;
    }

    void read(byte[] body) throws JsonFault, IOException {
        ChunkSteps.Head head = new ChunkSteps.Head();
        JsonSlice choice = null;
        JsonSlice usage = null;
        JsonCursor cursor = new JsonCursor(body);
        cursor.need();
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String name = cursor.name();
            cursor.need();
            switch (name) {
                case "choices" -> choice = first(cursor.slice(), choice);
                case "usage" -> usage = cursor.slice();
                default -> head.note(name, cursor, false);
            }
        }
        into.accept(head.begun());
        StopReason stop = choice == null ? StopReason.STOP : choice(JsonMembers.of(choice));
        into.accept(new ReplyEvent.Finished(stop));
        Optional<ReplyEvent.Counted> counted = OpenAiUsage.read(usage);
        if (counted.isPresent()) {
            into.accept(counted.get());
        }
    }

    private static @Nullable JsonSlice first(JsonSlice choices, @Nullable JsonSlice before) {
        List<JsonSlice> all = choices.isArray() ? JsonMembers.elements(choices) : List.of();
        return all.isEmpty() || !all.getFirst().isObject() ? before : all.getFirst();
    }

    private StopReason choice(Map<String, JsonSlice> members) throws JsonFault, IOException {
        JsonSlice reason = members.remove("finish_reason");
        JsonSlice message = members.remove("message");
        members.remove("index");
        if (message != null && message.isObject()) {
            message(JsonMembers.of(message));
        }
        Map<String, JsonSlice> others = new LinkedHashMap<>();
        members.forEach((name, value) -> others.put("choice." + name, value));
        others(others);
        return reason != null && reason.isString()
                ? StopReasons.read(reason.text().decoded())
                : StopReason.STOP;
    }

    private void message(Map<String, JsonSlice> members) throws JsonFault, IOException {
        members.remove("role");
        JsonSlice thoughts = members.remove("reasoning_content");
        if (thoughts == null) {
            thoughts = members.remove("reasoning");
        }
        words(thoughts, Kind.THOUGHTS);
        words(members.remove("content"), Kind.WORDS);
        words(members.remove("refusal"), Kind.REFUSAL);
        CallSteps steps = new CallSteps();
        calls(members.remove("tool_calls"), steps);
        olderCall(members.remove("function_call"), steps);
        steps.end(into);
        others(members);
    }

    private enum Kind {
        WORDS,
        THOUGHTS,
        REFUSAL
    }

    private void words(@Nullable JsonSlice value, Kind kind) throws IOException {
        if (value == null || !value.isString() || value.text().isEmpty()) {
            return;
        }
        JsonText text = value.text();
        into.accept(
                switch (kind) {
                    case WORDS -> new ReplyEvent.Words(text);
                    case THOUGHTS -> new ReplyEvent.Thoughts(text);
                    case REFUSAL -> new ReplyEvent.RefusalWords(text);
                });
    }

    private void olderCall(@Nullable JsonSlice call, CallSteps steps) throws JsonFault, IOException {
        if (call != null && call.isObject()) {
            JsonCursor cursor = new JsonCursor(call.source(), call.from(), call.to());
            cursor.need();
            steps.add(CallPiece.readOlder(cursor), into);
        }
    }

    private void calls(@Nullable JsonSlice calls, CallSteps steps) throws JsonFault, IOException {
        if (calls == null || !calls.isArray()) {
            return;
        }
        int number = 0;
        for (JsonSlice each : JsonMembers.elements(calls)) {
            JsonCursor cursor = new JsonCursor(each.source(), each.from(), each.to());
            cursor.need();
            steps.add(CallPiece.read(cursor).at(number++), into);
        }
    }

    private void others(Map<String, JsonSlice> members) throws IOException {
        members.values().removeIf(JsonSlice::isNull);
        if (!members.isEmpty()) {
            into.accept(new ReplyEvent.Others(new Extras(Dialect.CHAT, members)));
        }
    }
}
