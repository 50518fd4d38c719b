package poegateway.front.ops;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * How the gateway is, in detail: {@code ok}, or {@code degraded} when something that it leans on is not.
 *
 * @param version of the gateway
 * @param source what answers: poe or simulator
 * @param ready whether requests are welcome
 * @param parts what it leans on
 */
public record Health(String version, String source, boolean ready, List<Part> parts) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Something that the gateway leans on.
     *
     * @param ok whether it is as it should be; what is not known yet is
     * @param detail one sentence for people; holds no secret
     */
    public record Part(String name, boolean ok, String detail) {}

    byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("status", parts.stream().allMatch(Part::ok) ? "ok" : "degraded");
            out.writeStringField("version", version);
            out.writeStringField("source", source);
            out.writeBooleanField("ready", ready);
            out.writeObjectFieldStart("parts");
            for (Part part : parts) {
                out.writeObjectFieldStart(part.name());
                out.writeStringField("status", part.ok() ? "ok" : "degraded");
                out.writeStringField("detail", part.detail());
                out.writeEndObject();
            }
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // memory does not refuse to be written to
        }
        return bytes.toByteArray();
    }
}
