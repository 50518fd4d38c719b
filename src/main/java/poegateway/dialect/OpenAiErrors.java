package poegateway.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.core.ClientFailure;
import poegateway.core.Failure;
import poegateway.core.Retry;

/**
 * Failures in OpenAI's words: {@code {"error":{"message","type","param","code"}}}, all four always there, and the headers
 * by which its SDKs decide whether to send again.
 */
public final class OpenAiErrors implements ErrorForm {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int UPGRADE_REQUIRED = 426;
    private static final int MESSAGE_CHARS_MAX = 4_000;
    private static final Duration WAIT_WHEN_UNTOLD = Duration.ofSeconds(5);
    /** A minute is too long already for the clients of Node and of the AI SDK, which would ignore it and come at once. */
    private static final long WAIT_MAX_MILLIS = 59_999;

    @Override
    public Rendered answer(Failure failure) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("cache-control", "no-store");
        if (failure instanceof ClientFailure.MethodNotAllowed notAllowed) {
            headers.put("allow", String.join(", ", notAllowed.allowed()));
        }
        if (failure instanceof ClientFailure.UnsupportedContentEncoding) {
            headers.put("accept-encoding", "gzip, deflate");
        }
        if (failure.status() == UPGRADE_REQUIRED) {
            headers.put("upgrade", "HTTP/1.1"); // what to speak in place of what was asked for
            headers.put("connection", "upgrade");
        }
        retryHeaders(failure).forEach(headers::put);
        return new Rendered(failure.status(), headers, json(failure));
    }

    @Override
    public byte[] event(Failure failure) {
        return ("data: " + new String(json(failure), StandardCharsets.UTF_8) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> retryHeaders(Failure failure) {
        return switch (failure.retry()) {
            case Retry.IfUnsent unsent -> Map.of("x-should-retry", "true");
            case Retry.Never never ->
                failure.status() == 429 ? waitFor(WAIT_WHEN_UNTOLD) : Map.of("x-should-retry", "false");
            case Retry.After after ->
                after.atLeast().isPresent() || failure.status() == 429 || failure.status() == 503
                        ? waitFor(longer(after.atLeast().orElse(WAIT_WHEN_UNTOLD), leastWait(failure)))
                        : Map.of();
        };
    }

    /** A wait of our own is known to the millisecond; Poe's is in whole seconds, and 0 would be a hammer. */
    private static Duration leastWait(Failure failure) {
        return failure instanceof ClientFailure.Throttled ? Duration.ZERO : Duration.ofSeconds(1);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Map<String, String> waitFor(Duration wait) {
        long millis = Math.clamp(wait.plusNanos(999_999).toMillis(), 1, WAIT_MAX_MILLIS);
        return Map.of("retry-after", Long.toString((millis + 999) / 1_000), "retry-after-ms", Long.toString(millis));
    }

    private static byte[] json(Failure failure) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeObjectFieldStart("error");
            out.writeStringField("message", cut(failure.message()));
            out.writeStringField("type", type(failure.kind()));
            nullable(out, "param", failure.param());
            out.writeStringField("code", failure.code());
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // memory does not refuse to be written to
        }
        return bytes.toByteArray();
    }

    /** A message may quote what the caller or Poe sent, of any size. */
    private static String cut(String message) {
        return message.length() > MESSAGE_CHARS_MAX ? message.substring(0, MESSAGE_CHARS_MAX) + "…" : message;
    }

    private static void nullable(JsonGenerator out, String name, @Nullable String value) throws IOException {
        out.writeFieldName(name);
        if (value == null) {
            out.writeNull();
        } else {
            out.writeString(value);
        }
    }

    private static String type(Failure.Kind kind) {
        return switch (kind) {
            case INVALID,
                    UNSUPPORTED,
                    TOO_LARGE,
                    UNAUTHENTICATED,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    CALLER_SLOW,
                    CALLER_GONE -> "invalid_request_error";
            case FORBIDDEN -> "permission_error";
            case RATE_LIMITED -> "rate_limit_error";
            case OUT_OF_POINTS -> "insufficient_quota";
            case TIMEOUT, OVERLOADED, UPSTREAM, BUG -> "server_error";
        };
    }
}
