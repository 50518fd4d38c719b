package poegateway.dialect.bot.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Bounds;
import poegateway.conversation.Message;
import poegateway.conversation.Prompt;
import poegateway.conversation.Sampling;
import poegateway.conversation.Tool;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads the prompt of a query. */
final class QueryReader {
    private final JsonCursor cursor;
    private final String model;
    private final Map<String, JsonSlice> others = new LinkedHashMap<>();
    private final QueryMessageReader messages = new QueryMessageReader();
    private List<Tool> tools = List.of();
    private List<JsonText> stop = List.of();
    private @Nullable JsonSlice temperature;
    private @Nullable JsonSlice calls;
    private @Nullable JsonSlice results;

    private QueryReader(JsonCursor cursor, String model) {
        this.cursor = cursor;
        this.model = model;
    }

    static Prompt read(byte[] body, String model) {
        return JsonRequest.read(body, cursor -> {
            QueryReader reader = new QueryReader(cursor, model);
            while (cursor.need() == JsonToken.FIELD_NAME) {
                String name = cursor.name();
                if (cursor.need() != JsonToken.VALUE_NULL) {
                    reader.member(name);
                }
            }
            return reader::prompt;
        });
    }

    private Prompt prompt() {
        List<Message> all = messages.messages(calls, results);
        return new Prompt(
                model,
                all,
                tools,
                Optional.empty(),
                Optional.empty(),
                new Bounds(OptionalLong.empty(), stop),
                new Sampling(Optional.ofNullable(temperature), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                messages.parameters(),
                QueryMembers.extras(others));
    }

    private void member(String name) throws JsonFault {
        switch (name) {
            case "version", "type" -> cursor.skip();
            case "query" -> messages.query(list(name, "a list of messages"));
            case "temperature" -> temperature = number(name);
            case "stop_sequences" -> stop = stop(list(name, "a list of strings"));
            case "tools" -> tools = QueryToolReader.tools(list(name, "a list of tools"));
            case "tool_calls" -> calls = list(name, "a list of calls");
            case "tool_results" -> results = list(name, "a list of results");
            default -> others.put(name, cursor.slice());
        }
    }

    private JsonSlice number(String name) throws JsonFault {
        if (!cursor.current().isNumeric()) {
            throw JsonRequest.wrong(name, "a number");
        }
        return cursor.slice();
    }

    private JsonSlice list(String name, String expected) throws JsonFault {
        if (cursor.current() != JsonToken.START_ARRAY) {
            throw JsonRequest.wrong(name, expected);
        }
        return cursor.slice();
    }

    private static List<JsonText> stop(JsonSlice list) {
        List<JsonText> texts = new ArrayList<>();
        for (JsonSlice each : JsonMembers.elements(list)) {
            if (!each.isString()) {
                throw JsonRequest.wrong("stop_sequences", "a list of strings");
            }
            texts.add(each.text());
        }
        return texts;
    }
}
