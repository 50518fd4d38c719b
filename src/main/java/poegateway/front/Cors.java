package poegateway.front;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/** Lets listed web pages read answers in a browser, errors included. Without a list no answer says a word about it. */
final class Cors {
    private static final String ALL = "*";
    private static final String METHODS = "GET, POST, DELETE, OPTIONS";
    private static final String MAX_AGE_SECONDS = "600";
    private static final String EXPOSED = "x-request-id, retry-after, retry-after-ms, x-should-retry,"
            + " x-ratelimit-limit-requests, x-ratelimit-remaining-requests, x-ratelimit-reset-requests,"
            + " x-poe-gateway-source, x-poe-gateway-session, mcp-session-id";
    private static final Pattern HEADER_NAMES = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,4096}");

    private final List<String> origins;

    Cors(List<String> origins) {
        this.origins = List.copyOf(origins);
    }

    /** Says on any answer whether the page that asks may read it; {@code origin} is the header of its request. */
    void mark(@Nullable String origin, HttpFields.Mutable answer) {
        if (origins.isEmpty()) {
            return;
        }
        if (!origins.contains(ALL)) {
            answer.add("vary", "Origin");
        }
        if (origin != null && allowed(origin)) {
            answer.put("access-control-allow-origin", origins.contains(ALL) ? ALL : origin);
            answer.put("access-control-expose-headers", EXPOSED);
        }
    }

    /** Whether a browser asks, on behalf of a page that may, what it may send; then the head of the answer is complete. */
    boolean preflight(HttpServletRequest request, HttpServletResponse response) {
        String method = request.getHeader("access-control-request-method");
        if (method == null || origins.isEmpty() || !allowed(request.getHeader("origin"))) {
            return false;
        }
        response.addHeader("vary", "Access-Control-Request-Headers");
        response.setHeader("access-control-allow-methods", METHODS);
        response.setHeader("access-control-max-age", MAX_AGE_SECONDS);
        String wanted = request.getHeader("access-control-request-headers");
        if (wanted != null && HEADER_NAMES.matcher(wanted).matches()) {
            response.setHeader("access-control-allow-headers", wanted);
        }
        return true;
    }

    private boolean allowed(@Nullable String origin) {
        return origin != null && (origins.contains(origin) || origins.contains(ALL));
    }
}
