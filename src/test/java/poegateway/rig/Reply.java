package poegateway.rig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.Response;

/**
 * An answer of the gateway, read to its end.
 *
 * @param dialect how it is read
 */
public record Reply(TestDialect dialect, int status, Headers headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer that is read as one of OpenAI's. */
    public Reply(int status, Headers headers, String body) {
        this(ChatDialect.CHAT, status, headers, body);
    }

    /** Reads the rest of an answer in the dialect that its request was made in. */
    public static Reply of(Response response) throws IOException {
        return of(response, response.body().string());
    }

    /** The same, where the body was read elsewhere. */
    public static Reply of(Response response, String body) {
        TestDialect dialect =
                Optional.ofNullable(response.request().tag(TestDialect.class)).orElse(ChatDialect.CHAT);
        return new Reply(dialect, response.code(), response.headers(), body);
    }

    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("not JSON: " + body, broken);
        }
    }

    /** A header that must be there. */
    public String header(String name) {
        String value = headers.get(name);
        if (value == null) {
            throw new AssertionError("no header " + name + " in " + headers);
        }
        return value;
    }

    /** The {@code data} of each event without a name, in order. */
    public List<String> events() {
        return frames().stream()
                .filter(frame -> frame.startsWith("data: "))
                .map(frame -> frame.substring("data: ".length()))
                .toList();
    }

    /** Each event and each comment of a stream, without its blank line. */
    public List<String> frames() {
        return List.of(body.split("\n\n"));
    }

    /** The text of a whole or streamed answer. */
    public String text() {
        return dialect.text(this);
    }

    /** The error code of an answer that is an error, or of a stream that ends in one. */
    public String errorCode() {
        return dialect.error(this).code();
    }

    /** Its kind, in the word of the dialect. */
    public String errorKind() {
        return dialect.error(this).kind();
    }

    /** What that error says. */
    public String errorMessage() {
        return dialect.error(this).message();
    }

    /** The same as OpenAI's error object. */
    public JsonNode error() {
        return ChatDialect.errorObject(this);
    }
}
