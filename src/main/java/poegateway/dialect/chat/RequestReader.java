package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.List;
import poegateway.dialect.Opening;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonFault;
import poegateway.wire.ObjectReader;

/** Walks once over a request and notes its members, those of a nested {@code extra_body} included. */
final class RequestReader {
    private static final String EXTRA_BODY = "extra_body";

    private final JsonCursor cursor;
    private final List<List<RequestField>> levels = new ArrayList<>();
    private final ObjectReader top;

    /** The cursor must stand on the opening brace. */
    RequestReader(JsonCursor cursor) {
        this.cursor = cursor;
        this.top = ObjectReader.withoutDuplicates(cursor);
    }

    void read() throws JsonFault {
        readLevel(top, 0);
    }

    /** Decides on the members, once all of the body is known to be JSON. */
    Opening settle() {
        RequestRules rules = new RequestRules(top);
        levels.forEach(rules::apply);
        return rules.result();
    }

    private void readLevel(ObjectReader walk, int depth) throws JsonFault {
        List<RequestField> fields = new ArrayList<>();
        levels.add(depth, fields);
        for (String name = walk.next(); name != null; name = walk.next()) {
            int member = walk.member();
            if (name.equals(EXTRA_BODY) && cursor.current() == JsonToken.START_OBJECT) {
                ObjectReader inner = ObjectReader.withoutDuplicates(cursor);
                readLevel(inner, depth + 1);
                walk.unwrap(member, inner, EditIds.EXTRA_BODY);
            } else {
                fields.add(new RequestField(name, walk, member, value(name)));
            }
        }
    }

    private RequestValue value(String name) throws JsonFault {
        return switch (cursor.current()) {
            case VALUE_NULL -> RequestValue.NULL;
            case VALUE_TRUE -> new RequestValue.Flag(true);
            case VALUE_FALSE -> new RequestValue.Flag(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new RequestValue.Numeric(cursor.number());
            case VALUE_STRING -> name.equals("model") ? text() : RequestValue.OTHER;
            case START_ARRAY -> name.equals("messages") ? messages() : array();
            case START_OBJECT -> name.equals("stream_options") ? streamOptions() : object();
            default -> RequestValue.OTHER;
        };
    }

    private RequestValue text() throws JsonFault {
        return new RequestValue.Text(cursor.text(), new ByteRange(cursor.start(), cursor.end()));
    }

    private RequestValue array() throws JsonFault {
        if (cursor.need() == JsonToken.END_ARRAY) {
            return RequestValue.EMPTY_ARRAY;
        }
        skipRest();
        return RequestValue.OTHER;
    }

    private void skipRest() throws JsonFault {
        do {
            cursor.skip();
        } while (cursor.need() != JsonToken.END_ARRAY);
    }

    private RequestValue object() throws JsonFault {
        ObjectReader walk = ObjectReader.of(cursor);
        if (walk.next() == null) {
            return RequestValue.EMPTY_OBJECT;
        }
        while (walk.next() != null) {
            // Only their being there matters.
        }
        return RequestValue.OTHER;
    }

    private RequestValue messages() throws JsonFault {
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
        return new RequestValue.Messages(developerRoles, edited, firstWrong);
    }

    private void message(List<ByteRange> developerRoles, List<ObjectReader> edited) throws JsonFault {
        ObjectReader walk = ObjectReader.withoutDuplicates(cursor);
        boolean loses = false;
        for (String name = walk.next(); name != null; name = walk.next()) {
            boolean isRole = name.equals("role") && cursor.current() == JsonToken.VALUE_STRING;
            if (isRole && cursor.text().equals("developer")) {
                developerRoles.add(new ByteRange(cursor.start(), cursor.end()));
            } else if (holdsNoCall(name)) {
                walk.drop(walk.member(), EditIds.EMPTY_CALLS);
                loses = true;
            }
        }
        if (loses) {
            edited.add(walk);
        }
    }

    /** Programs send back what they got, empty lists included; Poe and its providers refuse those. */
    private boolean holdsNoCall(String name) throws JsonFault {
        boolean isNull = cursor.current() == JsonToken.VALUE_NULL;
        if (!name.equals("tool_calls")) {
            return name.equals("function_call") && isNull;
        }
        if (cursor.current() != JsonToken.START_ARRAY) {
            return isNull;
        }
        boolean isEmpty = cursor.need() == JsonToken.END_ARRAY;
        if (!isEmpty) {
            skipRest();
        }
        return isEmpty;
    }

    private RequestValue streamOptions() throws JsonFault {
        int insertAt = cursor.start() + 1;
        boolean isEmpty = true;
        ByteRange range = ByteRange.NONE;
        RequestValue.Usage usage = RequestValue.Usage.ABSENT;
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            isEmpty = false;
            if (name.equals("include_usage")) {
                usage = usage();
                range = usage == RequestValue.Usage.WRONG_TYPE
                        ? ByteRange.NONE
                        : new ByteRange(cursor.start(), cursor.end());
            }
        }
        return new RequestValue.StreamOptions(insertAt, isEmpty, range, usage);
    }

    private RequestValue.Usage usage() {
        return switch (cursor.current()) {
            case VALUE_TRUE -> RequestValue.Usage.TRUE;
            case VALUE_FALSE -> RequestValue.Usage.FALSE;
            case VALUE_NULL -> RequestValue.Usage.NULL;
            default -> RequestValue.Usage.WRONG_TYPE;
        };
    }
}
