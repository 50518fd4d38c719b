package poegateway.dialect.messages.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.messages.event.CallInput;
import poegateway.dialect.messages.event.MessageFrame;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.TextTemplate;

/** Makes steps of the blocks of one reply, which come one after the other. */
final class BlockSteps {
    private static final JsonText NO_ARGUMENTS = JsonText.of("{}");

    private final TextTemplate words = new TextTemplate();
    private final TextTemplate thoughts = new TextTemplate();
    private final TextTemplate arguments = new TextTemplate();
    private final ByteArrayOutputStream signature = new ByteArrayOutputStream(0);
    private Kind open = Kind.NONE;
    private int calls;
    private boolean hasArguments;

    private enum Kind {
        NONE,
        TEXT,
        THINKING,
        CALL,
        /** One that only Anthropic knows. */
        FOREIGN
    }

    /** A block begins, which may bring its first words. */
    void start(MessageFrame frame, ReplyEvents into) throws JsonFault, IOException {
        end(into);
        JsonSlice block = member(frame, "content_block");
        if (block != null && block.isObject()) {
            begin(block, into);
        }
    }

    /** A whole block. */
    void whole(JsonSlice block, ReplyEvents into) throws IOException {
        begin(block, into);
        end(into);
    }

    private void begin(JsonSlice block, ReplyEvents into) throws IOException {
        Map<String, JsonSlice> members = JsonMembers.of(block);
        JsonText type = text(members, "type");
        if (type.is("text")) {
            open = Kind.TEXT;
            tell(new ReplyEvent.Words(text(members, "text")), into);
        } else if (type.is("thinking")) {
            open = Kind.THINKING;
            tell(new ReplyEvent.Thoughts(text(members, "thinking")), into);
            sign(text(members, "signature"));
        } else if (type.is("tool_use")) {
            open = Kind.CALL;
            call(members, into);
        } else {
            open = Kind.FOREIGN;
        }
    }

    private void call(Map<String, JsonSlice> members, ReplyEvents into) throws IOException {
        Map<String, JsonSlice> more = new LinkedHashMap<>(members);
        for (String told : new String[] {"type", "id", "name", "input"}) {
            more.remove(told);
        }
        hasArguments = false;
        into.accept(new ReplyEvent.CallBegun(
                calls, text(members, "id"), text(members, "name"), new Extras(Dialect.MESSAGES, more)));
        JsonSlice input = members.getOrDefault("input", JsonSlice.NULL);
        if (input.isObject() && !JsonMembers.of(input).isEmpty()) {
            tell(new ReplyEvent.CallArguments(calls, CallInput.text(input)), into);
        }
    }

    /** More of the block that has begun. */
    void delta(MessageFrame frame, ReplyEvents into) throws JsonFault, IOException {
        switch (open) {
            case TEXT -> tell(new ReplyEvent.Words(piece(frame, words, "text")), into);
            case THINKING -> thought(frame, into);
            case CALL -> tell(new ReplyEvent.CallArguments(calls, piece(frame, arguments, "partial_json")), into);
            case FOREIGN, NONE -> {}
        }
    }

    private void thought(MessageFrame frame, ReplyEvents into) throws JsonFault, IOException {
        JsonText known = thoughts.find(frame.bytes(), frame.from(), frame.to());
        if (known != null) {
            tell(new ReplyEvent.Thoughts(known), into);
            return;
        }
        Map<String, JsonSlice> delta = delta(frame);
        sign(told(delta, "signature"));
        if (delta.containsKey("thinking")) {
            JsonText text = told(delta, "thinking");
            learn(thoughts, frame, text);
            tell(new ReplyEvent.Thoughts(text), into);
        }
    }

    private static JsonText piece(MessageFrame frame, TextTemplate template, String name) throws JsonFault {
        JsonText known = template.find(frame.bytes(), frame.from(), frame.to());
        if (known != null) {
            return known;
        }
        Map<String, JsonSlice> delta = delta(frame);
        JsonText text = told(delta, name);
        if (delta.containsKey(name)) {
            learn(template, frame, text);
        }
        return text;
    }

    /** A part of the answer: one that is there and no text cannot be told to anybody. */
    private static JsonText told(Map<String, JsonSlice> delta, String name) {
        JsonSlice value = delta.getOrDefault(name, JsonSlice.NULL);
        if (!value.isString() && !value.isNull()) {
            throw new FailureException(new ReplyFailure.BadResponse("'" + name + "' of a delta is no text"));
        }
        return text(delta, name);
    }

    private static void learn(TextTemplate template, MessageFrame frame, JsonText text) {
        template.learn(frame.bytes(), frame.from(), frame.to(), text);
    }

    private void tell(ReplyEvent event, ReplyEvents into) throws IOException {
        boolean says = switch (event) {
            case ReplyEvent.Words more -> !more.delta().isEmpty();
            case ReplyEvent.Thoughts more -> !more.delta().isEmpty();
            case ReplyEvent.CallArguments more -> !more.delta().isEmpty();
            default -> true;
        };
        if (says) {
            hasArguments |= event instanceof ReplyEvent.CallArguments;
            into.accept(event);
        }
    }

    private void sign(JsonText piece) {
        signature.write(piece.source(), piece.from(), piece.length());
    }

    /** The block that is open is whole. */
    void end(ReplyEvents into) throws IOException {
        if (open == Kind.CALL) {
            if (!hasArguments) {
                into.accept(new ReplyEvent.CallArguments(calls, NO_ARGUMENTS));
            }
            calls++;
        }
        if (open == Kind.THINKING && signature.size() > 0) {
            byte[] signed = signature.toByteArray();
            signature.reset();
            into.accept(new ReplyEvent.ThoughtsSigned(new JsonText(signed, 0, signed.length)));
        }
        open = Kind.NONE;
    }

    private static Map<String, JsonSlice> delta(MessageFrame frame) throws JsonFault {
        JsonSlice delta = member(frame, "delta");
        return delta != null && delta.isObject() ? JsonMembers.of(delta) : Map.of();
    }

    private static @Nullable JsonSlice member(MessageFrame frame, String wanted) throws JsonFault {
        JsonCursor cursor = new JsonCursor(frame.bytes(), frame.from(), frame.to());
        cursor.need();
        while (cursor.need() == JsonToken.FIELD_NAME) {
            boolean isWanted = cursor.name().equals(wanted);
            cursor.need();
            if (isWanted) {
                return cursor.slice();
            }
            cursor.skip();
        }
        return null;
    }

    private static JsonText text(Map<String, JsonSlice> members, String name) {
        JsonSlice value = members.getOrDefault(name, JsonSlice.NULL);
        return value.isString() ? value.text() : JsonText.EMPTY;
    }
}
