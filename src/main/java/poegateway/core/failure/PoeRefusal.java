package poegateway.core.failure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Poe answered, and the answer is no. */
public sealed interface PoeRefusal extends UpstreamFailure {
    /**
     * Poe itself gave up waiting for the model (408).
     *
     * @param atLeast the wait that Poe asked for
     */
    record ModelTimeout(Optional<Duration> atLeast) implements PoeRefusal {
        @Override
        public Facts facts() {
            return new Facts(Kind.TIMEOUT, 504, "upstream_timeout", Retry.after(atLeast), "upstream_timeout");
        }

        @Override
        public String message() {
            return "Poe says that the model did not start in time. Send again, or choose another model.";
        }
    }

    /** Poe refused the key that the operator gave the gateway. */
    record KeyRefused() implements PoeRefusal {
        @Override
        public Facts facts() {
            return new Facts(Kind.UPSTREAM, 502, "upstream_auth", Retry.NEVER, "upstream_auth");
        }

        @Override
        public String message() {
            return "Poe refused the gateway's own key. Whoever runs the gateway must set a valid POE_API_KEY"
                    + " (poe.com/api/keys).";
        }
    }

    record OutOfPoints(String said) implements PoeRefusal {
        @Override
        public Facts facts() {
            return new Facts(Kind.OUT_OF_POINTS, 402, "insufficient_quota", Retry.NEVER, "upstream_credits");
        }

        @Override
        public String message() {
            return said + " The Poe account has no points left: add some at poe.com/api/keys.";
        }
    }

    /** No such model, in Poe's words or ours; a long name is cut. */
    record ModelNotFound(String model, List<String> closest) implements PoeRefusal {
        private static final int NAME_CHARS_MAX = 100;

        public ModelNotFound {
            model = model.length() > NAME_CHARS_MAX ? model.substring(0, NAME_CHARS_MAX) + "…" : model;
            closest = List.copyOf(closest);
        }

        @Override
        public Facts facts() {
            return new Facts(Kind.NOT_FOUND, 404, "model_not_found", Retry.NEVER, "upstream_4xx");
        }

        @Override
        public @Nullable String param() {
            return "model";
        }

        @Override
        public String message() {
            String near = closest.isEmpty() ? "" : " Closest: " + String.join(", ", closest) + ".";
            return "Poe has no model '" + model + "'." + near + " List them all with GET /v1/models.";
        }
    }

    /**
     * Poe refused the request for a reason of its own (400, 403, 404, 413, 422); its words are kept.
     *
     * @param code Poe's own, or one that stands for the status
     */
    record Refused(
            int status,
            String code,
            String message,
            @Nullable String param) implements PoeRefusal {
        /** Code of a refusal that says that the model is not served at this path, though Poe lists it there. */
        public static final String UNSUPPORTED_ENDPOINT = "unsupported_endpoint_for_model";

        @Override
        public Facts facts() {
            return new Facts(kindOf(status), status, code, Retry.NEVER, "upstream_4xx");
        }

        private static Kind kindOf(int status) {
            return switch (status) {
                case 403 -> Kind.FORBIDDEN;
                case 404 -> Kind.NOT_FOUND;
                case 413 -> Kind.TOO_LARGE;
                default -> Kind.INVALID;
            };
        }
    }

    /**
     * Poe's own rate limit (429).
     *
     * @param retry never, when Poe named a wait that cannot be understood: sending again could only be too early
     */
    record Throttled(String said, Retry retry) implements PoeRefusal {
        @Override
        public Facts facts() {
            return new Facts(Kind.RATE_LIMITED, 429, "rate_limit_exceeded", retry, "upstream_throttled");
        }

        @Override
        public String message() {
            return said + " Poe limits the requests of one key: wait for the time in Retry-After.";
        }
    }

    /** Poe is overloaded or closed for the moment (503, 529). */
    record Overloaded(String said, Optional<Duration> atLeast) implements PoeRefusal {
        @Override
        public Facts facts() {
            return new Facts(Kind.OVERLOADED, 503, "upstream_overloaded", Retry.after(atLeast), "upstream_throttled");
        }

        @Override
        public String message() {
            return said + " Poe is overloaded: send again after the time in Retry-After.";
        }
    }

    /**
     * Poe or the model's provider failed (500, 502, 504 and the like), or said so inside its stream.
     *
     * @param code Poe's own where it gave one, else {@code upstream_error}
     * @param retry never, when the status leaves open whether the model has run, such as a time-out of Poe's edge
     */
    public record ServerError(String said, String code, Retry retry) implements PoeRefusal {
        /** A failure that Poe gave no code for, and that may be asked again. */
        public ServerError(String said) {
            this(said, "upstream_error", Retry.after(Optional.empty()));
        }

        @Override
        public Facts facts() {
            return new Facts(Kind.UPSTREAM, 502, code, retry, "upstream_5xx");
        }

        @Override
        public String message() {
            String remedy = retry instanceof Retry.Never
                    ? ", and the request may have been billed: it was not sent again."
                    : ": send again later, or choose another model.";
            return said + " The fault is at Poe or the model's provider" + remedy;
        }
    }
}
