package poegateway.dialect;

import java.util.Map;
import poegateway.core.failure.Failure;

/** Puts a failure into the words of one dialect. */
public interface ErrorForm {
    /**
     * An answer that says what failed.
     *
     * @param headers names in lower case; content type included
     */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    record Rendered(int status, Map<String, String> headers, byte[] body) {}

    /** The same form for one request, whose id it may tell. */
    default ErrorForm of(String requestId) {
        return this;
    }

    /** As an answer of its own, while no head is out. */
    Rendered answer(Failure failure);

    /** As an event of a stream that has begun; nothing may follow it. */
    byte[] event(Failure failure);
}
