package poegateway.dialect.messages.event;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;
import poegateway.core.Usage;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;

/**
 * What the objects {@code usage} of one reply count. Those of a stream are told in two events, of which the later one may leave out
 * what has not changed. Anthropic counts tokens that come from a cache, or go into it, apart from the others; here all of them
 * are tokens of the prompt. Not thread-safe.
 */
public final class MessagesCounts {
    private static final double UNTOLD = -1;

    private double input = UNTOLD;
    private double cacheWritten;
    private double cacheRead;
    private double output = UNTOLD;

    /** Reads the object at hand; the cursor is left on its last token. */
    public void read(JsonCursor cursor) throws JsonFault {
        if (cursor.current() != JsonToken.START_OBJECT) {
            cursor.skip();
            return;
        }
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String name = cursor.name();
            JsonToken value = cursor.need();
            if (value == JsonToken.VALUE_NUMBER_INT) {
                note(name, cursor.number());
            } else {
                cursor.skip();
            }
        }
    }

    private void note(String name, double number) {
        switch (name) {
            case "input_tokens" -> input = number;
            case "cache_creation_input_tokens" -> cacheWritten = number;
            case "cache_read_input_tokens" -> cacheRead = number;
            case "output_tokens" -> output = number;
            default -> {}
        }
    }

    /** All counts so far; empty when one of the two sides was not told, or cannot be true. */
    public Optional<Usage> usage() {
        boolean told = input >= 0 && cacheWritten >= 0 && cacheRead >= 0;
        return told ? Usage.of(input + cacheWritten + cacheRead, output) : Optional.empty();
    }
}
