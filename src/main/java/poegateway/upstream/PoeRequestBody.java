package poegateway.upstream;

import java.io.IOException;
import java.io.OutputStream;

/** The body of a request to Poe; written once per attempt. */
public interface PoeRequestBody {
    /** Its media type. */
    default String contentType() {
        return "application/json";
    }

    /** Exact length in bytes. */
    long length();

    void writeTo(OutputStream out) throws IOException;
}
