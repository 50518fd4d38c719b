package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.List;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.dialect.request.JsonRequest;
import poegateway.dialect.request.RequestMember;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/** Walks once over a chat completions request and notes its members, those of a nested {@code extra_body} included. */
final class ChatRequest {
    private static final String EXTRA_BODY = "extra_body";

    private final JsonCursor cursor;
    private boolean pictures;
    private final List<List<RequestMember>> levels = new ArrayList<>();
    private final ObjectReader top;

    private ChatRequest(JsonCursor cursor) {
        this.cursor = cursor;
        this.top = ObjectReader.withoutDuplicates(cursor);
    }

    /**
     * Reads a body in one pass, and finds what must change in it on its way to Poe.
     *
     * @throws FailureException with {@link ClientFailure.InvalidRequest} when it is no valid request. The codes are those of
     *     {@link JsonRequest}, {@code missing_required_parameter}, {@code invalid_value} and {@code unsupported_parameter}; the
     *     message names the place and quotes nothing of the conversation
     */
    static Opening read(byte[] body) {
        return JsonRequest.read(body, cursor -> {
            ChatRequest request = new ChatRequest(cursor);
            request.readLevel(request.top, 0);
            return request::settle;
        });
    }

    private Opening settle() {
        RequestRules rules = new RequestRules(top);
        levels.forEach(rules::apply);
        return rules.result();
    }

    private void readLevel(ObjectReader walk, int depth) throws JsonFault {
        List<RequestMember> members = new ArrayList<>();
        levels.add(depth, members);
        for (String name = walk.next(); name != null; name = walk.next()) {
            int number = walk.member();
            int valueAt = cursor.start();
            if (name.equals(EXTRA_BODY) && cursor.current() == JsonToken.START_OBJECT) {
                ObjectReader inner = ObjectReader.withoutDuplicates(cursor);
                readLevel(inner, depth + 1);
                walk.unwrap(number, inner, EditIds.EXTRA_BODY);
            } else {
                members.add(new RequestMember(name, walk, number, valueAt, value(name)));
            }
        }
    }

    private RequestMember.Value value(String name) throws JsonFault {
        JsonToken token = cursor.current();
        if (name.equals("messages") && token == JsonToken.START_ARRAY) {
            return messages();
        }
        if (name.equals("stream_options") && token == JsonToken.START_OBJECT) {
            return streamOptions();
        }
        return name.equals("model") ? RequestMember.Value.readText(cursor) : RequestMember.Value.read(cursor);
    }

    private Messages messages() throws JsonFault {
        List<ByteRange> developerRoles = new ArrayList<>();
        List<ObjectReader> edited = new ArrayList<>();
        int firstWrong = -1;
        for (int i = 0; cursor.need() != JsonToken.END_ARRAY; i++) {
            if (cursor.current() == JsonToken.START_OBJECT) {
                message(developerRoles, edited);
            } else {
                cursor.skip();
                firstWrong = firstWrong < 0 ? i : firstWrong;
            }
        }
        return new Messages(developerRoles, edited, firstWrong, pictures);
    }

    private void message(List<ByteRange> developerRoles, List<ObjectReader> edited) throws JsonFault {
        ObjectReader walk = ObjectReader.withoutDuplicates(cursor);
        boolean loses = false;
        for (String name = walk.next(); name != null; name = walk.next()) {
            boolean isRole = name.equals("role") && cursor.current() == JsonToken.VALUE_STRING;
            if (isRole && cursor.text().equals("developer")) {
                developerRoles.add(new ByteRange(cursor.start(), cursor.end()));
            } else if (name.equals("content") && cursor.current() == JsonToken.START_ARRAY) {
                parts();
            } else if (holdsNoCall(name)) {
                walk.drop(walk.member(), EditIds.EMPTY_CALLS);
                loses = true;
            }
        }
        if (loses) {
            edited.add(walk);
        }
    }

    /** Leaves the cursor at the end of the parts. */
    private void parts() throws JsonFault {
        while (cursor.need() != JsonToken.END_ARRAY) {
            if (cursor.current() == JsonToken.START_OBJECT) {
                part();
            } else {
                cursor.skip();
            }
        }
    }

    private void part() throws JsonFault {
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            boolean isType = name.equals("type") && cursor.current() == JsonToken.VALUE_STRING;
            pictures |= isType && cursor.text().equals("image_url");
        }
    }

    /** Programs send back what they got, empty lists included; Poe and its providers refuse those. */
    private boolean holdsNoCall(String name) throws JsonFault {
        boolean isNull = cursor.current() == JsonToken.VALUE_NULL;
        return switch (name) {
            case "function_call" -> isNull;
            case "tool_calls" -> isNull || (cursor.current() == JsonToken.START_ARRAY && !cursor.skipContent());
            default -> false;
        };
    }

    private StreamOptions streamOptions() throws JsonFault {
        int insertAt = cursor.start() + 1;
        boolean isEmpty = true;
        ByteRange range = ByteRange.NONE;
        IncludeUsage usage = IncludeUsage.ABSENT;
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            isEmpty = false;
            if (name.equals("include_usage")) {
                usage = includeUsage();
                range = usage == IncludeUsage.WRONG_TYPE ? ByteRange.NONE : new ByteRange(cursor.start(), cursor.end());
            }
        }
        return new StreamOptions(insertAt, isEmpty, range, usage);
    }

    private IncludeUsage includeUsage() {
        return switch (cursor.current()) {
            case VALUE_TRUE -> IncludeUsage.TRUE;
            case VALUE_FALSE -> IncludeUsage.FALSE;
            case VALUE_NULL -> IncludeUsage.NULL;
            default -> IncludeUsage.WRONG_TYPE;
        };
    }

    /**
     * The messages.
     *
     * @param developerRoles where the role {@code developer} stands, quotes included
     * @param edited those that lose a member
     * @param firstWrong number of the first message that is no object, or -1
     * @param pictures whether there are any in them
     */
    record Messages(List<ByteRange> developerRoles, List<ObjectReader> edited, int firstWrong, boolean pictures)
            implements RequestMember.Own {
        public Messages {
            developerRoles = List.copyOf(developerRoles);
            edited = List.copyOf(edited);
        }
    }

    /**
     * The stream options.
     *
     * @param insertAt offset after the opening brace
     * @param isEmpty whether there is no member at all
     * @param at where the value of {@code include_usage} stands; empty when there is none
     * @param includeUsage what it is
     */
    record StreamOptions(int insertAt, boolean isEmpty, ByteRange at, IncludeUsage includeUsage)
            implements RequestMember.Own {}

    /** What the caller says about {@code include_usage}. */
    enum IncludeUsage {
        ABSENT,
        NULL,
        TRUE,
        FALSE,
        WRONG_TYPE
    }
}
