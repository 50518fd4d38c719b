package poegateway.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.Failure;

/**
 * Failures in OpenAI's words: {@code {"error":{"message","type","param","code"}}}, all four always there.
 */
public final class OpenAiErrors implements ErrorForm {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MESSAGE_CHARS_MAX = 4_000;

    @Override
    public Rendered answer(Failure failure) {
        return new Rendered(failure.status(), FailureHeaders.of(failure), json(failure));
    }

    @Override
    public byte[] event(Failure failure) {
        return ("data: " + new String(json(failure), StandardCharsets.UTF_8) + "\n\n").getBytes(StandardCharsets.UTF_8);
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
