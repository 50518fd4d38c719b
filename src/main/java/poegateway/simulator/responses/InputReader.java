package poegateway.simulator.responses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.answer.PrefixCache;
import poegateway.simulator.answer.Question;
import poegateway.simulator.json.ContentReader;
import poegateway.simulator.json.JsonText;
import poegateway.simulator.json.RequestCursor;

/** Reads the input of a request: its last words, and how much there is. */
final class InputReader {
    private final RequestCursor cursor;
    private final JsonParser parser;
    private final List<PrefixCache.Part> parts = new ArrayList<>();
    private JsonText userText = JsonText.EMPTY;
    private JsonText toolResult = JsonText.EMPTY;
    private JsonText instructions = JsonText.EMPTY;
    private List<String> attachments = List.of();
    private boolean there;
    private boolean endsWithResult;
    private long textBytes;

    InputReader(RequestCursor cursor) {
        this.cursor = cursor;
        this.parser = cursor.parser();
    }

    /** Reads the value at hand. */
    void read() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            there = true;
            userText = cursor.text();
            textBytes = userText.rawBytes();
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            there = true;
            items();
        } else {
            parser.skipChildren();
        }
    }

    boolean isThere() {
        return there;
    }

    boolean endsWithResult() {
        return endsWithResult;
    }

    String userText() {
        return userText.head(Question.QUOTE_BYTES);
    }

    String toolResult() {
        return toolResult.head(Question.QUOTE_BYTES);
    }

    boolean wantsBoth() {
        return Question.wantsBoth(userText.head(Question.SCAN_BYTES));
    }

    /** What the answer depends on, beside what is read of the tools. */
    Question.Prompt prompt(long toolBytes) {
        return new Question.Prompt(textBytes, toolBytes, attachments, instructions.head(Question.QUOTE_BYTES), 0);
    }

    List<PrefixCache.Part> parts() {
        return parts;
    }

    private void items() throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int from = cursor.offset();
            long before = textBytes;
            var item = new ItemSeen();
            cursor.eachField(item::field);
            item.end();
            if (parts.size() < ResponsesQuestion.ITEMS_SEEN) {
                parts.add(new PrefixCache.Part(from, cursor.offset() + 1, textBytes - before));
            }
        }
    }

    /** One item while it is read: its fields may come in any order. */
    private final class ItemSeen {
        private final ContentReader content = new ContentReader(cursor);
        private String type = "";
        private String role = "";

        void field(String name) throws IOException {
            switch (name) {
                case "type" -> type = cursor.name();
                case "role" -> role = cursor.name();
                case "content", "output" -> content.read();
                default -> parser.skipChildren();
            }
        }

        void end() {
            endsWithResult = type.endsWith("_call_output");
            textBytes += content.bytes();
            if (endsWithResult) {
                toolResult = content.firstText();
            } else if (role.equals("user")) {
                userText = content.firstText();
                attachments = content.attachments();
            } else if (ContentReader.instructs(role) && instructions.rawBytes() == 0) {
                instructions = content.firstText();
            }
        }
    }
}
