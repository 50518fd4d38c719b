package poegateway.relay.header;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.core.text.KnownSecrets;
import poegateway.upstream.PoeReply;

/** Which headers of Poe's replies travel on; all others would name Poe's edge, or bind the caller's browser to it. */
public final class ReplyHeaders {
    /** Longer values are left out: those that mean something are short, and the caller's side bounds the whole head. */
    private static final int VALUE_CHARS_MAX = 256;

    private ReplyHeaders() {}

    /** A fresh map, to be added to; {@code passed} are the names that travel on as they are. */
    public static Map<String, String> forCaller(PoeReply reply, List<String> passed, KnownSecrets secrets) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : passed) {
            passable(reply, name, secrets).ifPresent(value -> headers.put(name, value));
        }
        requestId(reply, secrets).ifPresent(id -> headers.put("x-poe-request-id", id));
        return headers;
    }

    /** The id that Poe gave to a reply. */
    public static Optional<String> requestId(PoeReply reply, KnownSecrets secrets) {
        return passable(reply, "x-request-id", secrets);
    }

    private static Optional<String> passable(PoeReply reply, String name, KnownSecrets secrets) {
        return reply.header(name)
                .filter(value -> value.length() <= VALUE_CHARS_MAX && isPrintable(value))
                .filter(value -> !secrets.standIn(value));
    }

    private static boolean isPrintable(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
