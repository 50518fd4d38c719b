package poegateway.dialect.bot;

import com.fasterxml.jackson.core.JsonToken;
import poegateway.dialect.Opening;
import poegateway.dialect.request.JsonRequest;
import poegateway.dialect.request.RequestMember;
import poegateway.dialect.request.RequestMembers;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/** Walks once over a query, and checks what it must have to be one. */
final class QueryOpening {
    private static final String QUERY = "query";

    private QueryOpening() {}

    /**
     * Reads a body in one pass; nothing is changed in it.
     *
     * @throws poegateway.core.failure.FailureException when it is no query. The codes are those of {@link JsonRequest},
     *     {@code missing_required_parameter} and {@code invalid_value}
     */
    static Opening read(byte[] body, String model) {
        return JsonRequest.read(body, cursor -> {
            RequestMembers members = new RequestMembers();
            ObjectReader walk = ObjectReader.withoutDuplicates(cursor);
            for (String name = walk.next(); name != null; name = walk.next()) {
                int number = walk.member();
                int valueAt = cursor.start();
                members.add(new RequestMember(name, walk, number, valueAt, value(name, cursor)));
            }
            return () -> opening(members, model);
        });
    }

    private static RequestMember.Value value(String name, JsonCursor cursor) throws JsonFault {
        return switch (name) {
            case "type" -> RequestMember.Value.readText(cursor);
            case QUERY ->
                cursor.current() == JsonToken.START_ARRAY
                        ? QueryOptions.read(cursor)
                        : RequestMember.Value.read(cursor);
            default -> RequestMember.Value.read(cursor);
        };
    }

    private static Opening opening(RequestMembers members, String model) {
        boolean isQuery = switch (members.value("type")) {
            case RequestMember.Null absent -> true;
            case RequestMember.Text type -> type.text().equals(QUERY);
            default -> false;
        };
        if (!isQuery) {
            throw JsonRequest.wrong("type", "\"query\"");
        }
        if (!(members.required(QUERY) instanceof QueryOptions options)) {
            throw JsonRequest.wrong(QUERY, "a list of messages");
        }
        if (options.firstWrong() >= 0) {
            throw JsonRequest.wrong(QUERY + "[" + options.firstWrong() + "]", "an object");
        }
        boolean tools = members.value("tools") instanceof RequestMember.Other;
        return new Opening(model, true, true, JsonEdits.NONE, options.outline(tools));
    }
}
