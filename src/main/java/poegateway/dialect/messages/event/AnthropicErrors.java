package poegateway.dialect.messages.event;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import poegateway.core.failure.Failure;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.FailureHeaders;
import poegateway.wire.json.JsonWriter;

/**
 * Failures in Anthropic's words: {@code {"type":"error","error":{"type","message"},"request_id"}}, with the id in the header
 * {@code request-id} too. Statuses are those of all dialects, but that an overloaded Poe is 529.
 */
public final class AnthropicErrors implements ErrorForm {
    private static final int MESSAGE_CHARS_MAX = 4_000;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int OVERLOADED = 529;
    private static final byte[] BEFORE = "event: error\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final String requestId;

    /** Of no request that is known. */
    public AnthropicErrors() {
        this("");
    }

    private AnthropicErrors(String requestId) {
        this.requestId = requestId;
    }

    @Override
    public AnthropicErrors of(String id) {
        return new AnthropicErrors(id);
    }

    @Override
    public Rendered answer(Failure failure) {
        Map<String, String> headers = new LinkedHashMap<>(FailureHeaders.of(failure));
        if (!requestId.isEmpty()) {
            headers.put("request-id", requestId);
        }
        JsonWriter json = new JsonWriter();
        write(json, failure);
        return new Rendered(status(failure), headers, json.written().toByteArray());
    }

    @Override
    public byte[] event(Failure failure) {
        JsonWriter json = new JsonWriter().raw(BEFORE);
        write(json, failure);
        return json.raw(AFTER).written().toByteArray();
    }

    private void write(JsonWriter json, Failure failure) {
        json.beginObject().name("type").word("error").name("error").beginObject();
        json.name("type").word(type(failure)).name("message").value(cut(failure.message()));
        json.endObject();
        if (!requestId.isEmpty()) {
            json.name("request_id").value(requestId);
        }
        json.endObject();
    }

    /** A message may quote what the caller or Poe sent, of any size. */
    private static String cut(String message) {
        return message.length() > MESSAGE_CHARS_MAX ? message.substring(0, MESSAGE_CHARS_MAX) + "…" : message;
    }

    private static int status(Failure failure) {
        boolean poeIsOverloaded =
                failure.kind() == Failure.Kind.OVERLOADED && failure.source() == Failure.Source.UPSTREAM;
        return poeIsOverloaded ? OVERLOADED : failure.status();
    }

    private static String type(Failure failure) {
        return switch (failure.kind()) {
            case INVALID, UNSUPPORTED, TOO_LARGE, METHOD_NOT_ALLOWED, CALLER_SLOW, CALLER_GONE ->
                ofBadRequest(failure.status());
            case UNAUTHENTICATED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case NOT_FOUND -> "not_found_error";
            case RATE_LIMITED -> "rate_limit_error";
            case OUT_OF_POINTS -> "billing_error";
            case TIMEOUT -> "timeout_error";
            case OVERLOADED -> "overloaded_error";
            case UPSTREAM, BUG -> "api_error";
        };
    }

    private static String ofBadRequest(int status) {
        return switch (status) {
            case NOT_FOUND -> "not_found_error";
            case TOO_LARGE -> "request_too_large";
            default -> "invalid_request_error";
        };
    }
}
