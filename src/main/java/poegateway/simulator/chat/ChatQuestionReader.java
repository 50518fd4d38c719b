package poegateway.simulator.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import poegateway.simulator.answer.PrefixCache;
import poegateway.simulator.answer.Question;
import poegateway.simulator.json.ContentReader;
import poegateway.simulator.json.JsonText;
import poegateway.simulator.json.RequestCursor;

/**
 * Reads a chat request in one pass of the streaming parser. Strings are skipped, not decoded: of those that matter the
 * place is kept and the beginning decoded, so that memory does not grow with the images in a body.
 */
public final class ChatQuestionReader {

    private final JsonParser parser;
    private final RequestCursor cursor;
    private final OutputRulesReader output;
    private final List<Question.Tool> tools = new ArrayList<>();
    private String model = "";
    private int messages = -1;
    private boolean stream;
    private boolean includeUsage;
    private String effort = "";
    private String toolChoice = "auto";
    private String lastRole = "";
    private JsonText userText = JsonText.EMPTY;
    private JsonText toolResult = JsonText.EMPTY;
    private JsonText instructions = JsonText.EMPTY;
    private final List<PrefixCache.Part> messageParts = new ArrayList<>();
    private Optional<PrefixCache.Part> toolPart = Optional.empty();
    private List<String> files = List.of();
    private long textBytes;
    private long toolBytes;

    private ChatQuestionReader(byte[] body, JsonParser parser) {
        this.parser = parser;
        this.cursor = new RequestCursor(body, parser);
        this.output = new OutputRulesReader(cursor);
    }

    /**
     * Reads a request.
     *
     * @throws IOException when the body is no JSON object in UTF-8
     */
    public static ChatQuestion read(byte[] body) throws IOException {
        try (JsonParser parser = RequestCursor.parser(body)) {
            return new ChatQuestionReader(body, parser).question();
        }
    }

    private ChatQuestion question() throws IOException {
        cursor.eachFieldOfAll(this::field);
        Question question = new Question(
                model,
                stream,
                effort,
                output.rules(),
                tools,
                toolChoice,
                lastRole.equals("tool"),
                userText.head(Question.QUOTE_BYTES),
                toolResult.head(Question.QUOTE_BYTES),
                Question.wantsBoth(userText.head(Question.SCAN_BYTES)),
                new Question.Prompt(textBytes, toolBytes, files, instructions.head(Question.QUOTE_BYTES), 0));
        List<PrefixCache.Part> prompt =
                Stream.concat(toolPart.stream(), messageParts.stream()).toList();
        return new ChatQuestion(question, messages, includeUsage, prompt);
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "model" -> model = cursor.name();
            case "stream" -> stream = parser.currentToken() == JsonToken.VALUE_TRUE;
            case "reasoning_effort", "output_effort", "thinking_level" -> effort = cursor.name();
            case "thinking_budget", "enable_thinking" -> readThinking();
            case "messages" -> readMessages();
            case "tools" -> readTools();
            case "tool_choice" -> toolChoice = choice();
            case "stream_options" -> readStreamOptions();
            default -> output.field(name);
        }
    }

    /** Models with a parameter of their own for thoughts think when it asks for some. */
    private void readThinking() throws IOException {
        boolean asked = parser.currentToken() == JsonToken.VALUE_TRUE
                || (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getValueAsLong() > 0);
        if (asked && effort.isEmpty()) {
            effort = "high";
        }
        parser.skipChildren();
    }

    private void readStreamOptions() throws IOException {
        cursor.eachField(name -> {
            if (name.equals("include_usage")) {
                includeUsage = parser.currentToken() == JsonToken.VALUE_TRUE;
            }
            parser.skipChildren();
        });
    }

    private void readMessages() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        messages = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            messages++;
            int from = cursor.offset();
            long textBefore = textBytes;
            var message = new MessageSeen();
            cursor.eachField(message::field);
            message.end();
            if (messageParts.size() < ChatQuestion.MESSAGES_SEEN) {
                messageParts.add(new PrefixCache.Part(from, cursor.offset() + 1, textBytes - textBefore));
            }
        }
    }

    /** One message while it is read: role and content may come in any order. */
    private final class MessageSeen {
        private final ContentReader content = new ContentReader(cursor);
        private String role = "";

        void field(String name) throws IOException {
            switch (name) {
                case "role" -> role = cursor.name();
                case "content" -> content.read();
                default -> parser.skipChildren();
            }
        }

        void end() {
            lastRole = role;
            textBytes += content.bytes();
            if (role.equals("user")) {
                userText = content.firstText();
                files = content.attachments();
            } else if (role.equals("tool")) {
                toolResult = content.firstText();
            } else if (ContentReader.instructs(role) && instructions.rawBytes() == 0) {
                instructions = content.firstText();
            }
        }
    }

    private void readTools() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        int from = cursor.offset();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            cursor.eachField(field -> {
                if (field.equals("function") && tools.size() < Question.MAX_TOOLS) {
                    readFunction();
                } else {
                    parser.skipChildren();
                }
            });
        }
        toolBytes = (long) cursor.offset() - from;
        toolPart = Optional.of(new PrefixCache.Part(from, cursor.offset() + 1, toolBytes));
    }

    private void readFunction() throws IOException {
        String[] seen = {"", "{}"};
        cursor.eachField(field -> {
            switch (field) {
                case "name" -> seen[0] = cursor.name();
                case "parameters" -> seen[1] = schema();
                default -> parser.skipChildren();
            }
        });
        if (!seen[0].isEmpty()) {
            tools.add(new Question.Tool(seen[0], seen[1]));
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
        cursor.eachField(outer -> {
            if (!outer.equals("function")) {
                parser.skipChildren();
                return;
            }
            cursor.eachField(inner -> {
                chosen[0] = inner.equals("name") ? cursor.name() : chosen[0];
                parser.skipChildren();
            });
        });
        return chosen[0];
    }
}
