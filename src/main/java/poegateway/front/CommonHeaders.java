package poegateway.front;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** Headers of every answer. What never changes of them is encoded once. */
final class CommonHeaders {
    static final String REQUEST_ID = "x-request-id";

    private static final HttpField NO_SNIFFING = new PreEncodedHttpField("x-content-type-options", "nosniff");
    private static final HttpField NO_REFERRER = new PreEncodedHttpField("referrer-policy", "no-referrer");

    private final HttpField source;

    /** {@code source} is what answers. */
    CommonHeaders(String source) {
        this.source = new PreEncodedHttpField("x-poe-gateway-source", source);
    }

    /** Puts them in, in the place of those that are there already. */
    void putInto(HttpFields.Mutable answer, String requestId) {
        answer.put(REQUEST_ID, requestId);
        answer.put(NO_SNIFFING);
        answer.put(NO_REFERRER);
        answer.put(source);
    }
}
