package poegateway.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a chat request in one pass of the streaming parser. Strings are skipped, not decoded: of those that matter the
 * place is kept and the beginning decoded, so that memory does not grow with the images in a body.
 */
final class ChatRequestReader {
    /** Most bytes of a message that are quoted in an answer. */
    static final int QUOTE_BYTES = 200;
    /** Bytes of the user's text in which "both" and "parallel" are looked for. */
    static final int SCAN_BYTES = 4096;
    /** Tools beyond that many are not seen. */
    static final int MAX_TOOLS = 128;
    /** Longest schema that arguments are made from; a longer one counts as empty. */
    static final int MAX_SCHEMA_BYTES = 64 * 1024;
    /** Longest model, function or choice name; the rest is cut. */
    static final int MAX_NAME_BYTES = 256;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final byte[] body;
    private final JsonParser parser;
    private final List<ChatRequest.Tool> tools = new ArrayList<>();
    private String model = "";
    private int messages = -1;
    private boolean stream;
    private boolean includeUsage;
    private int replies = 1;
    private String effort = "";
    private String toolChoice = "auto";
    private String lastRole = "";
    private JsonText said = JsonText.EMPTY;
    private JsonText toolResult = JsonText.EMPTY;
    private long textBytes;
    private long toolBytes;

    private ChatRequestReader(byte[] body, JsonParser parser) {
        this.body = body;
        this.parser = parser;
    }

    /**
     * Reads a request.
     *
     * @throws IOException when the body is no JSON object in UTF-8
     */
    static ChatRequest read(byte[] body) throws IOException {
        if (body.length < 2 || body[0] == 0 || body[1] == 0) {
            throw new IOException("no JSON in UTF-8");
        }
        try (JsonParser parser = FACTORY.createParser(body)) {
            return new ChatRequestReader(body, parser).request();
        }
    }

    private ChatRequest request() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("no JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            field(name);
        }
        if (parser.nextToken() != null) {
            throw new IOException("text after the JSON object");
        }
        String scanned = said.head(SCAN_BYTES).toLowerCase(Locale.ROOT);
        return new ChatRequest(
                model,
                messages,
                stream,
                includeUsage,
                replies,
                effort,
                tools,
                toolChoice,
                lastRole.equals("tool"),
                said.head(QUOTE_BYTES),
                toolResult.head(QUOTE_BYTES),
                scanned.contains("both") || scanned.contains("parallel"),
                textBytes,
                toolBytes);
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "model" -> model = name();
            case "stream" -> stream = parser.currentToken() == JsonToken.VALUE_TRUE;
            case "n" -> replies = parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getValueAsInt(0) : 1;
            case "reasoning_effort" -> effort = name();
            case "messages" -> readMessages();
            case "tools" -> readTools();
            case "tool_choice" -> toolChoice = choice();
            case "stream_options" -> readStreamOptions();
            default -> parser.skipChildren();
        }
    }

    private void readStreamOptions() throws IOException {
        eachField(name -> {
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
            var message = new MessageSeen();
            eachField(message::field);
            message.end();
        }
    }

    /** One message while it is read: role and content may come in any order. */
    private final class MessageSeen {
        private String role = "";
        private JsonText text = JsonText.EMPTY;
        private boolean textSeen;

        void field(String name) throws IOException {
            switch (name) {
                case "role" -> role = name();
                case "content" -> content();
                default -> parser.skipChildren();
            }
        }

        private void content() throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                see(text());
            } else if (parser.currentToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    eachField(this::part);
                }
            } else {
                parser.skipChildren();
            }
        }

        private void part(String name) throws IOException {
            if (name.equals("text") && parser.currentToken() == JsonToken.VALUE_STRING) {
                see(text());
            } else {
                parser.skipChildren();
            }
        }

        private void see(JsonText found) {
            textBytes += found.rawBytes();
            text = textSeen ? text : found;
            textSeen = true;
        }

        void end() {
            lastRole = role;
            if (role.equals("user")) {
                said = text;
            } else if (role.equals("tool")) {
                toolResult = text;
            }
        }
    }

    private void readTools() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        int from = offset();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            eachField(field -> {
                if (field.equals("function") && tools.size() < MAX_TOOLS) {
                    readFunction();
                } else {
                    parser.skipChildren();
                }
            });
        }
        toolBytes = (long) offset() - from;
    }

    private void readFunction() throws IOException {
        String[] seen = {"", "{}"};
        eachField(field -> {
            switch (field) {
                case "name" -> seen[0] = name();
                case "parameters" -> seen[1] = schema();
                default -> parser.skipChildren();
            }
        });
        if (!seen[0].isEmpty()) {
            tools.add(new ChatRequest.Tool(seen[0], seen[1]));
        }
    }

    private String schema() throws IOException {
        int from = offset();
        boolean object = parser.currentToken() == JsonToken.START_OBJECT;
        parser.skipChildren();
        int length = offset() + 1 - from;
        return object && length <= MAX_SCHEMA_BYTES ? new String(body, from, length, StandardCharsets.UTF_8) : "{}";
    }

    private String choice() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return name();
        }
        String[] chosen = {"auto"};
        eachField(outer -> {
            if (!outer.equals("function")) {
                parser.skipChildren();
                return;
            }
            eachField(inner -> {
                chosen[0] = inner.equals("name") ? name() : chosen[0];
                parser.skipChildren();
            });
        });
        return chosen[0];
    }

    /** Reads the fields of the object at hand; anything else is skipped. */
    private void eachField(FieldReader reader) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            reader.read(name);
        }
    }

    private interface FieldReader {
        void read(String name) throws IOException;
    }

    private String name() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return "";
        }
        return text().head(MAX_NAME_BYTES);
    }

    /** The string at hand; whether it ends is known once the parser has gone past it. */
    private JsonText text() {
        return new JsonText(body, offset());
    }

    private int offset() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }
}
