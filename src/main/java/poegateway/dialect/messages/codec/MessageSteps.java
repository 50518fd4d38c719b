package poegateway.dialect.messages.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.conversation.StopReason;
import poegateway.dialect.messages.event.MessagesCounts;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Makes steps of what a message tells of itself, in events or whole. */
final class MessageSteps {
    private final MessagesCounts counts = new MessagesCounts();
    private final Map<String, JsonSlice> usage = new LinkedHashMap<>();
    private @Nullable JsonText id;
    private @Nullable JsonText model;
    private StopReason stop = StopReason.STOP;
    private boolean begun;

    /** Reads the object at hand: an event that holds a message, or that tells how one ends. */
    void read(JsonCursor cursor, ReplyEvents into) throws JsonFault, IOException {
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String name = cursor.name();
            JsonToken value = cursor.need();
            boolean isNested = name.equals("message") || name.equals("delta");
            if (isNested && value == JsonToken.START_OBJECT) {
                read(cursor, into);
            } else {
                member(name, cursor);
            }
        }
    }

    /** Reads a whole message. */
    void whole(JsonCursor cursor, BlockSteps blocks, ReplyEvents into) throws JsonFault, IOException {
        Map<String, JsonSlice> members = JsonMembers.of(cursor);
        for (Map.Entry<String, JsonSlice> member : members.entrySet()) {
            JsonSlice value = member.getValue();
            JsonCursor each = new JsonCursor(value.source(), value.from(), value.to());
            each.need();
            member(member.getKey(), each);
        }
        begin(into);
        JsonSlice content = members.getOrDefault("content", JsonSlice.NULL);
        for (JsonSlice block : JsonMembers.elements(content)) {
            if (block.isObject()) {
                blocks.whole(block, into);
            }
        }
        finish(into);
    }

    private void member(String name, JsonCursor cursor) throws JsonFault {
        boolean isText = cursor.current() == JsonToken.VALUE_STRING;
        switch (name) {
            case "id" -> id = isText ? cursor.rawText().detached() : id;
            case "model" -> model = isText ? cursor.rawText().detached() : model;
            case "stop_reason" -> stop = isText ? StopWords.read(cursor.text()) : stop;
            case "usage" -> usage(cursor);
            default -> cursor.skip();
        }
    }

    private void usage(JsonCursor cursor) throws JsonFault {
        JsonSlice object = cursor.slice();
        if (!object.isObject()) {
            return;
        }
        JsonMembers.of(object).forEach((name, value) -> usage.put(name, value.detached()));
        JsonCursor inner = new JsonCursor(object.source(), object.from(), object.to());
        inner.need();
        counts.read(inner);
    }

    /** The reply has begun, if it had not before. */
    void begin(ReplyEvents into) throws IOException {
        if (!begun) {
            begun = true;
            into.accept(new ReplyEvent.Begun(
                    Optional.ofNullable(id),
                    OptionalLong.empty(),
                    Optional.ofNullable(model),
                    Extras.none(Dialect.MESSAGES)));
        }
    }

    void finish(ReplyEvents into) throws IOException {
        begin(into);
        if (counts.usage().isPresent()) {
            into.accept(MessagesUsage.counted(counts.usage().get(), usage));
        }
        into.accept(new ReplyEvent.Finished(stop));
    }
}
