package poegateway.front.body;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.media.FormField;

/** Takes a {@code multipart/form-data} body apart by Jetty's parser. The body is in memory, and so nothing goes to disk. */
public final class FormData {
    public static final String TYPE = "multipart/form-data";
    private static final int FIELDS_MAX = 100;
    private static final int HEAD_BYTES_MAX = 8 * 1024;
    private static final long UNLIMITED = -1;

    private FormData() {}

    /**
     * The fields, in their order.
     *
     * @param contentType of the body, with its boundary
     * @throws FailureException with the code {@code invalid_multipart}
     */
    public static List<FormField> read(String contentType, byte[] body) {
        String boundary = MultiPart.extractBoundary(contentType);
        if (boundary == null) {
            throw invalid("its Content-Type has no boundary");
        }
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
        parser.setMaxLength(body.length);
        parser.setMaxParts(FIELDS_MAX);
        parser.setPartHeadersMaxLength(HEAD_BYTES_MAX);
        parser.setMaxFileSize(UNLIMITED);
        parser.setMaxMemoryFileSize(UNLIMITED);
        try {
            List<FormField> fields = new ArrayList<>();
            CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
            parser.parse(Content.Source.from(ByteBuffer.wrap(body)), Promise.Invocable.toPromise(parsed));
            parsed.join().forEach(part -> fields.add(field(part)));
            return fields;
        } catch (CompletionException malformed) {
            throw invalid("its parts, at most " + FIELDS_MAX + ", do not end where they should");
        }
    }

    private static FormField field(MultiPart.Part part) {
        String name = part.getName();
        return new FormField(
                name == null ? "" : name,
                Optional.ofNullable(part.getFileName()),
                Optional.ofNullable(part.getHeaders().get("content-type")),
                part.getLength(),
                () -> Content.Source.asInputStream(part.createContentSource()));
    }

    private static FailureException invalid(String why) {
        return new FailureException(new ClientFailure.InvalidRequest(
                "invalid_multipart",
                "The body is no form of the type multipart/form-data: " + why + ". Let an HTTP library write it.",
                null));
    }
}
