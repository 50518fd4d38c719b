package poegateway.dialect.responses.codec;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * Makes steps of the items of an output, as pieces come, and of what of an item has not come in pieces when it is whole. So a server
 * that leaves out some kinds of events loses nothing. Not thread-safe.
 */
final class OutputSteps {
    private static final Extras NONE = Extras.none(Dialect.RESPONSES);
    private static final JsonText PARAGRAPH = JsonText.of("\n\n");
    private static final JsonText PNG = JsonText.of("image/png");

    private final Map<Integer, Call> calls = new HashMap<>();
    private final Set<Long> told = new HashSet<>();
    private final Set<Integer> done = new HashSet<>();
    private long lastTold = -1;
    private boolean thought;

    /** A call whose arguments come. */
    private static final class Call {
        private final int number;
        private boolean hasArguments;

        Call(int number) {
            this.number = number;
        }
    }

    boolean hasCalls() {
        return !calls.isEmpty();
    }

    /** An item begins. */
    void added(int index, JsonSlice item, ReplyEvents into) throws IOException {
        Map<String, JsonSlice> members = JsonMembers.of(item);
        String type = word(members, "type");
        if (type.equals("function_call") || type.equals("custom_tool_call")) {
            beginCall(index, members, into);
        }
    }

    /** A piece of words, of the part of that number. */
    void words(int index, int part, JsonText text, ReplyEvents into) throws IOException {
        tell(index, part);
        if (!text.isEmpty()) {
            into.accept(new ReplyEvent.Words(text));
        }
    }

    void refusal(int index, int part, JsonText text, ReplyEvents into) throws IOException {
        tell(index, part);
        if (!text.isEmpty()) {
            into.accept(new ReplyEvent.RefusalWords(text));
        }
    }

    /** A piece of thoughts; parts of a summary are paragraphs. */
    void thoughts(int index, int part, JsonText text, ReplyEvents into) throws IOException {
        boolean isNew = tell(index, part);
        if (text.isEmpty()) {
            return;
        }
        if (isNew && thought) {
            into.accept(new ReplyEvent.Thoughts(PARAGRAPH));
        }
        thought = true;
        into.accept(new ReplyEvent.Thoughts(text));
    }

    void arguments(int index, JsonText text, ReplyEvents into) throws IOException {
        Call call = calls.get(index);
        if (call != null && !text.isEmpty()) {
            call.hasArguments = true;
            into.accept(new ReplyEvent.CallArguments(call.number, text));
        }
    }

    /** An item is whole: tells what has not come of it. */
    void done(int index, JsonSlice item, ReplyEvents into) throws IOException {
        if (!done.add(index)) {
            return;
        }
        Map<String, JsonSlice> members = JsonMembers.of(item);
        switch (word(members, "type")) {
            case "message" -> message(index, members, into);
            case "reasoning" -> reasoning(index, members, into);
            case "function_call" -> call(index, members, text(members, "arguments"), into);
            case "custom_tool_call" -> call(index, members, CustomTools.arguments(text(members, "input")), into);
            case "image_generation_call" -> image(members, into);
            default ->
                into.accept(new ReplyEvent.Others(new Extras(Dialect.RESPONSES, Map.of("output." + index, item))));
        }
    }

    private void message(int index, Map<String, JsonSlice> members, ReplyEvents into) throws IOException {
        List<JsonSlice> parts = list(members, "content");
        for (int i = 0; i < parts.size(); i++) {
            Map<String, JsonSlice> part = JsonMembers.of(parts.get(i));
            if (!told.contains(place(index, i))) {
                if (word(part, "type").equals("refusal")) {
                    refusal(index, i, text(part, "refusal"), into);
                } else {
                    words(index, i, text(part, "text"), into);
                }
            }
        }
    }

    private void reasoning(int index, Map<String, JsonSlice> members, ReplyEvents into) throws IOException {
        boolean toldAny = told.stream().anyMatch(place -> place >> Integer.SIZE == index);
        for (String name : List.of("summary", "content")) {
            List<JsonSlice> parts = toldAny ? List.of() : list(members, name);
            for (int i = 0; i < parts.size(); i++) {
                thoughts(index, i, text(JsonMembers.of(parts.get(i)), "text"), into);
            }
        }
        JsonText encrypted = text(members, "encrypted_content");
        if (!encrypted.isEmpty()) {
            into.accept(new ReplyEvent.ThoughtsSigned(encrypted));
            thought = false;
        }
    }

    private void call(int index, Map<String, JsonSlice> members, JsonText arguments, ReplyEvents into)
            throws IOException {
        Call known = calls.get(index);
        Call call = known == null ? beginCall(index, members, into) : known;
        if (!call.hasArguments) {
            arguments(index, arguments, into);
        }
    }

    private Call beginCall(int index, Map<String, JsonSlice> members, ReplyEvents into) throws IOException {
        Call call = new Call(calls.size());
        calls.put(index, call);
        into.accept(new ReplyEvent.CallBegun(call.number, text(members, "call_id"), text(members, "name"), NONE));
        return call;
    }

    private static void image(Map<String, JsonSlice> members, ReplyEvents into) throws IOException {
        JsonText base64 = text(members, "result");
        if (!base64.isEmpty()) {
            MediaSource source = base64.startsWith("data:") || base64.startsWith("http")
                    ? MediaSource.of(base64)
                    : new MediaSource.Inline(PNG, base64);
            into.accept(
                    new ReplyEvent.MediaShown(new Part.Media(MediaKind.IMAGE, source, Optional.empty(), NONE), false));
        }
    }

    /** Notes that something of a part was told; gives whether it is the first of it. */
    private boolean tell(int index, int part) {
        long place = place(index, part);
        if (place == lastTold) {
            return false;
        }
        lastTold = place;
        return told.add(place);
    }

    private static long place(int index, int part) {
        return ((long) index << Integer.SIZE) | part;
    }

    private static List<JsonSlice> list(Map<String, JsonSlice> members, String name) {
        JsonSlice value = members.get(name);
        return value == null || !value.isArray()
                ? List.of()
                : JsonMembers.elements(value).stream()
                        .filter(JsonSlice::isObject)
                        .toList();
    }

    private static JsonText text(Map<String, JsonSlice> members, String name) {
        @Nullable JsonSlice value = members.get(name);
        return value != null && value.isString() ? value.text() : JsonText.EMPTY;
    }

    private static String word(Map<String, JsonSlice> members, String name) {
        return text(members, name).decoded();
    }
}
