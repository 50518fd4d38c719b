package poegateway.front;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.AccessFailure;
import poegateway.core.failure.AccessFailure.KeyRefused;
import poegateway.core.failure.FailureException;
import poegateway.core.text.SafeText;

/** The keys that a request brings: as {@code Authorization: Bearer} or as {@code x-api-key}. */
final class Credentials {
    private static final String BEARER = "bearer ";
    private static final String GATEWAY_KEY = "pgw_";
    private static final Set<String> IN_URL = Set.of(
            "key", "api_key", "api-key", "apikey", "x-api-key", "access_token", "token", "authorization", "auth");

    private Credentials() {}

    /** Those that differ; more than one contradict each other. */
    static Set<String> of(HttpServletRequest request) {
        Set<String> keys = new LinkedHashSet<>(2);
        for (Enumeration<String> values = request.getHeaders("authorization"); values.hasMoreElements(); ) {
            add(bearer(values.nextElement()), keys);
        }
        for (Enumeration<String> values = request.getHeaders("x-api-key"); values.hasMoreElements(); ) {
            add(values.nextElement().strip(), keys);
        }
        return keys;
    }

    /** What was found in place of a key, where {@link #of} found none. */
    static Optional<KeyRefused.Reason> misplaced(HttpServletRequest request) {
        String authorization = request.getHeader("authorization");
        if (authorization != null && !isEmptyBearer(authorization)) {
            return Optional.of(KeyRefused.Reason.NO_BEARER);
        }
        if (authorization != null || request.getHeader("x-api-key") != null) {
            return Optional.of(KeyRefused.Reason.EMPTY);
        }
        return Optional.ofNullable(request.getHeader("api-key")).map(key -> KeyRefused.Reason.OTHER_HEADER);
    }

    private static boolean isEmptyBearer(String authorization) {
        return authorization.isBlank() || authorization.strip().equalsIgnoreCase(BEARER.strip());
    }

    /** Refuses a query string that holds a key; {@code query} is raw, and null where there is none. */
    static void refuseInUrl(@Nullable String query) {
        if (query == null) {
            return;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = (equals < 0 ? pair : pair.substring(0, equals)).toLowerCase(Locale.ROOT);
            if (IN_URL.contains(name)) {
                throw new FailureException(new AccessFailure.KeyInUrl(name));
            }
            if (equals >= 0 && pair.startsWith(GATEWAY_KEY, equals + 1)) {
                throw new FailureException(new AccessFailure.KeyInUrl(SafeText.ascii(name)));
            }
        }
    }

    private static void add(String key, Set<String> keys) {
        if (!key.isEmpty()) {
            keys.add(key);
        }
    }

    /** What follows the scheme; empty for every other scheme. */
    private static String bearer(String value) {
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? value.substring(BEARER.length()).strip()
                : "";
    }
}
