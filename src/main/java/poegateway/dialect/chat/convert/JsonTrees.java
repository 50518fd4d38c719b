package poegateway.dialect.chat.convert;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import poegateway.core.FailureException;
import poegateway.core.ReplyFailure;
import poegateway.wire.Json;
import poegateway.wire.LoneSurrogates;

/** Trees of JSON, for the two rare cases in which Poe answers in the wrong framing. Nothing else may build one. */
final class JsonTrees {
    private static final ObjectMapper MAPPER = new ObjectMapper(Json.newFactory());

    private JsonTrees() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode read(byte[] bytes, int from, int to) {
        try {
            return MAPPER.readTree(LoneSurrogates.masked(bytes, from, to), from, to - from);
        } catch (JacksonException e) {
            throw new FailureException(new ReplyFailure.BadResponse("broken JSON"), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JacksonException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }
}
