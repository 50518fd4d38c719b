package poegateway.front.body;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.text.SafeText;

/**
 * A body as it was before its Content-Encoding, unpacked while it is read, so that whoever bounds what is read bounds what
 * comes out. Nothing is read before the first byte is asked for.
 */
public final class RequestDecoder extends InputStream {
    private enum Coding {
        GZIP {
            @Override
            InputStream open(InputStream packed) throws IOException {
                return new GZIPInputStream(packed, BUFFER_BYTES);
            }
        },
        DEFLATE {
            @Override
            InputStream open(InputStream packed) {
                return new InflaterInputStream(packed);
            }
        };

        abstract InputStream open(InputStream packed) throws IOException;
    }

    private static final int BUFFER_BYTES = 8 * 1024;

    private final InputStream packed;
    private final Coding coding;
    private @Nullable InputStream unpacked;

    private RequestDecoder(InputStream packed, Coding coding) {
        this.packed = packed;
        this.coding = coding;
    }

    /**
     * The body as it was meant; the very same where it is not encoded.
     *
     * @throws FailureException when its encoding is not known, or is more than one
     */
    public static InputStream of(HttpServletRequest request, InputStream body) {
        List<String> codings = codings(request);
        if (codings.isEmpty()) {
            return body;
        }
        String coding = codings.size() == 1 ? codings.getFirst() : "";
        return switch (coding) {
            case "gzip", "x-gzip" -> new RequestDecoder(body, Coding.GZIP);
            case "deflate" -> new RequestDecoder(body, Coding.DEFLATE);
            default ->
                throw new FailureException(
                        new ClientFailure.UnsupportedContentEncoding(SafeText.ascii(String.join(", ", codings))));
        };
    }

    private static List<String> codings(HttpServletRequest request) {
        if (request.getHeader("content-encoding") == null) {
            return List.of();
        }
        return Collections.list(request.getHeaders("content-encoding")).stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList();
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        InputStream stream = unpacked;
        if (stream == null) {
            stream = coding.open(packed);
            unpacked = stream;
        }
        return stream.read(bytes, offset, length);
    }

    /** Frees what unpacking holds outside the heap; the body itself stays open. */
    @Override
    public void close() throws IOException {
        if (unpacked != null) {
            unpacked.close();
        }
    }
}
