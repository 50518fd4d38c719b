package poegateway.dialect.messages;

import com.fasterxml.jackson.core.JsonToken;
import poegateway.dialect.Opening;
import poegateway.dialect.request.JsonRequest;
import poegateway.dialect.request.RequestMember;
import poegateway.dialect.request.RequestMembers;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/**
 * Reads a request in one pass, and finds what must change in it: Anthropic's models refuse thoughts that they have not signed, and
 * refuse to think where a call of theirs has lost its thoughts.
 */
final class MessagesRequest {
    /** Name of the edit that leaves {@code thinking} out. */
    static final String THINKING = "thinking-removed";

    private MessagesRequest() {}

    /**
     * Reads a body.
     *
     * @throws poegateway.core.failure.FailureException when it is no request. The codes are those of {@link JsonRequest},
     *     {@code missing_required_parameter} and {@code invalid_value}
     */
    static Opening read(byte[] body) {
        return JsonRequest.read(body, cursor -> {
            RequestMembers members = new RequestMembers();
            ObjectReader walk = ObjectReader.withoutDuplicates(cursor);
            for (String name = walk.next(); name != null; name = walk.next()) {
                int number = walk.member();
                int valueAt = cursor.start();
                RequestMember.Value value = value(name, cursor);
                if (!(value instanceof RequestMember.Null)) {
                    members.add(new RequestMember(name, walk, number, valueAt, value));
                }
            }
            return () -> opening(members, walk);
        });
    }

    private static RequestMember.Value value(String name, JsonCursor cursor) throws JsonFault {
        return switch (name) {
            case "model" -> RequestMember.Value.readText(cursor);
            case "messages" ->
                cursor.current() == JsonToken.START_ARRAY
                        ? MessagesMember.read(cursor)
                        : RequestMember.Value.read(cursor);
            default -> RequestMember.Value.read(cursor);
        };
    }

    private static Opening opening(RequestMembers members, ObjectReader top) {
        RequestMember.Text model = members.model();
        boolean stream = members.isOn("stream");
        if (!(members.required("messages") instanceof MessagesMember messages)) {
            throw JsonRequest.wrong("messages", "a list of messages");
        }
        if (messages.firstWrong() >= 0) {
            throw JsonRequest.wrong("messages[" + messages.firstWrong() + "]", "an object");
        }
        RequestMember thinking = members.find("thinking");
        if (messages.lostThoughts() && thinking != null) {
            thinking.drop(THINKING);
        }
        JsonEdits.Builder edits = JsonEdits.builder().addAll(messages.edits());
        top.writeTo(edits);
        return new Opening(model.text(), stream, true, edits.build(), members.outline(model, messages.pictures()));
    }
}
