package poegateway.simulator.responses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import poegateway.simulator.answer.PrefixCache;
import poegateway.simulator.answer.Question;
import poegateway.simulator.json.RequestCursor;

/**
 * Reads a request in one pass of the streaming parser. {@code instructions} have no effect, as Poe's have none; an earlier response is
 * refused, as Poe keeps none.
 */
public final class ResponsesQuestionReader {
    private static final String NOTHING_KEPT =
            "Previous response cannot be used for this organization due to Zero Data Retention.";

    private final JsonParser parser;
    private final RequestCursor cursor;
    private final InputReader input;
    private final OutputReader output;
    private final List<Question.Tool> tools = new ArrayList<>();
    private String model = "";
    private boolean stream;
    private String effort = "";
    private String toolChoice = "auto";
    private Optional<String> refusal = Optional.empty();
    private Optional<PrefixCache.Part> toolPart = Optional.empty();
    private long toolBytes;

    private ResponsesQuestionReader(byte[] body, JsonParser parser) {
        this.parser = parser;
        this.cursor = new RequestCursor(body, parser);
        this.input = new InputReader(cursor);
        this.output = new OutputReader(cursor);
    }

    /**
     * Reads a request.
     *
     * @throws IOException when the body is no JSON object in UTF-8
     */
    public static ResponsesQuestion read(byte[] body) throws IOException {
        try (JsonParser parser = RequestCursor.parser(body)) {
            return new ResponsesQuestionReader(body, parser).question();
        }
    }

    private ResponsesQuestion question() throws IOException {
        cursor.eachFieldOfAll(this::field);
        Question question = new Question(
                model,
                stream,
                effort,
                output.rules(),
                tools,
                toolChoice,
                input.endsWithResult(),
                input.userText(),
                input.toolResult(),
                input.wantsBoth(),
                input.prompt(toolBytes));
        List<PrefixCache.Part> prompt =
                Stream.concat(toolPart.stream(), input.parts().stream()).toList();
        return new ResponsesQuestion(question, input.isThere(), refusal.or(output::fault), prompt);
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "model" -> model = cursor.name();
            case "stream" -> stream = parser.currentToken() == JsonToken.VALUE_TRUE;
            case "reasoning" -> reasoning();
            case "input" -> input.read();
            case "tools" -> readTools();
            case "tool_choice" -> toolChoice = choice();
            case "previous_response_id" -> previous();
            default -> output.field(name);
        }
    }

    private void previous() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            refusal = Optional.of(NOTHING_KEPT);
        }
        parser.skipChildren();
    }

    private void reasoning() throws IOException {
        cursor.eachField(name -> {
            if (name.equals("effort")) {
                effort = cursor.name();
            } else {
                parser.skipChildren();
            }
        });
    }

    private void readTools() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        int from = cursor.offset();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            tool();
        }
        toolBytes = (long) cursor.offset() - from;
        toolPart = Optional.of(new PrefixCache.Part(from, cursor.offset() + 1, toolBytes));
    }

    private void tool() throws IOException {
        String[] seen = {"", "", "{}"};
        cursor.eachField(field -> {
            switch (field) {
                case "type" -> seen[0] = cursor.name();
                case "name" -> seen[1] = cursor.name();
                case "parameters" -> seen[2] = schema();
                default -> parser.skipChildren();
            }
        });
        if (seen[0].equals("function") && !seen[1].isEmpty() && tools.size() < Question.MAX_TOOLS) {
            tools.add(new Question.Tool(seen[1], seen[2]));
        }
    }

    /** The schema at hand: a missing one allows every object. */
    private String schema() throws IOException {
        boolean given = parser.currentToken() == JsonToken.START_OBJECT;
        Optional<String> schema = cursor.object(Question.MAX_SCHEMA_BYTES);
        return given ? schema.orElse(Question.Tool.TOO_LONG) : "{}";
    }

    private String choice() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return cursor.name();
        }
        String[] chosen = {"auto"};
        cursor.eachField(name -> {
            if (name.equals("name")) {
                chosen[0] = cursor.name();
            } else {
                parser.skipChildren();
            }
        });
        return chosen[0];
    }
}
