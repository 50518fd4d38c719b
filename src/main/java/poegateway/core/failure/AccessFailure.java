package poegateway.core.failure;

import java.util.List;
import java.util.stream.Collectors;

/** The caller may not do this: it is not known, or not allowed. Nothing was sent to Poe, unless a case says otherwise. */
public sealed interface AccessFailure extends Failure {
    @Override
    default Source source() {
        return Source.CLIENT;
    }

    /** No key came, or one that does not open the gateway. */
    record KeyRefused(Reason reason) implements AccessFailure {
        private static final String HOW = " Send it as 'Authorization: Bearer pgw_...', which is what OpenAI's clients"
                + " make of api_key. Whoever runs the gateway makes one with: poe-gateway keys new NAME.";
        private static final String HOW_OF_POE =
                " Send your own key of Poe (poe.com/api/keys) as 'Authorization: Bearer ...', which is what OpenAI's"
                        + " clients make of api_key.";

        /** What is wrong with the key. */
        public enum Reason {
            MISSING("This gateway asks for a key, and the request has none." + HOW),
            NO_BEARER("The Authorization header does not begin with 'Bearer ', so no key was read from it." + HOW),
            EMPTY("The header for the key is there, but empty: the variable that should hold the key may not be set."),
            OTHER_HEADER("The key came in the header 'api-key', which is ignored." + HOW),
            DAMAGED("The key is damaged: its checksum (the last characters) does not match. Copy it again."),
            UNKNOWN("The gateway does not know this key." + HOW),
            EXPIRED("The key has expired. Whoever runs the gateway makes another with: poe-gateway keys new NAME."),
            REVOKED("The key was revoked. Whoever runs the gateway makes another with: poe-gateway keys new NAME."),
            CONTRADICTORY("The request has two different keys, and it is not clear which counts. Send one, as "
                    + "Authorization or"
                    + " as x-api-key."),
            OF_POE_MISSING("Here callers pay with their own key of Poe, and the request has none." + HOW_OF_POE),
            OF_POE_DAMAGED("This cannot be a key of Poe: it has spaces or characters that no key has. Copy it again."),
            OF_GATEWAY("This is a key of a gateway, but here callers pay with their own key of Poe." + HOW_OF_POE);

            private final String words;

            Reason(String words) {
                this.words = words;
            }
        }

        @Override
        public Facts facts() {
            return new Facts(Kind.UNAUTHENTICATED, 401, "invalid_api_key", Retry.NEVER, "client_auth");
        }

        @Override
        public String message() {
            return reason.words;
        }
    }

    /** Poe refused the key that the caller brought. Poe was asked, and did nothing. */
    record OwnKeyRefused() implements AccessFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UNAUTHENTICATED, 401, "invalid_api_key", Retry.NEVER, "client_auth");
        }

        @Override
        public String message() {
            return "Poe refused your key. Take a valid one from poe.com/api/keys.";
        }
    }

    /** A key stands in the URL, where logs and histories keep it. */
    record KeyInUrl(String parameter) implements AccessFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 400, "key_in_url", Retry.NEVER, "client_auth");
        }

        @Override
        public String message() {
            return "The URL has '" + parameter
                    + "=', but a key must not be in a URL, since every log on the way keeps it."
                    + " Send the key as 'Authorization: Bearer ...', and replace it if it was a real one.";
        }
    }

    /**
     * The key is good, but not for this.
     *
     * @param scope that it lacks, by its name
     */
    record MissingScope(String scope) implements AccessFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.FORBIDDEN, 403, "missing_scope", Retry.NEVER, "client_auth");
        }

        @Override
        public String message() {
            return "The key lacks the scope '" + scope + "'. Whoever runs the gateway makes a key that has it"
                    + " with: poe-gateway keys new NAME --scope " + scope + ".";
        }
    }

    /**
     * The key is good, but not for this model.
     *
     * @param model as the caller spelled it
     * @param allowed what the key may use, as names and patterns
     */
    record ModelNotAllowed(String model, List<String> allowed) implements AccessFailure {
        private static final int NAME_CHARS_MAX = 100;
        private static final int NAMES_MAX = 10;

        public ModelNotAllowed {
            allowed = List.copyOf(allowed);
        }

        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 400, "model_not_allowed", Retry.NEVER, "client_auth");
        }

        @Override
        public String param() {
            return "model";
        }

        @Override
        public String message() {
            String names =
                    allowed.stream().limit(NAMES_MAX).map(ModelNotAllowed::cut).collect(Collectors.joining(", "));
            String more = allowed.size() > NAMES_MAX ? ", and " + (allowed.size() - NAMES_MAX) + " more" : "";
            return "This key may not use the model '" + cut(model) + "'. It may use: " + names + more
                    + ". Whoever runs the gateway sets that in 'models' of the key.";
        }

        private static String cut(String name) {
            return name.length() <= NAME_CHARS_MAX ? name : name.substring(0, NAME_CHARS_MAX) + "...";
        }
    }

    /** The request was meant for another host; a web page may have had its name point here (DNS rebinding). */
    record ForbiddenHost(String host) implements AccessFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.FORBIDDEN, 403, "forbidden_host", Retry.NEVER, "client_auth");
        }

        @Override
        public String message() {
            return "The request names the host '" + host
                    + "'. Without keys, and at /mcp always, only names are accepted that no web page can point here: "
                    + "localhost, 127.0.0.1, [::1] and the host of server.public-url; on a network also this "
                    + "machine's addresses and local names. Use one of these or set server.public-url; except for "
                    + "/mcp, making a key helps too.";
        }
    }

    /** A web page that is not listed sent the request. */
    record ForbiddenOrigin(String origin) implements AccessFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.FORBIDDEN, 403, "forbidden_origin", Retry.NEVER, "client_auth");
        }

        @Override
        public String message() {
            return "A web page of '" + origin
                    + "' sent this request, and without keys web pages may not. To allow it, add that origin to "
                    + "cors.origins.";
        }
    }
}
