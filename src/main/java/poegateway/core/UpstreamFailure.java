package poegateway.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Poe, or the way to it, failed or refused. */
public sealed interface UpstreamFailure extends Failure {
    @Override
    default Source source() {
        return Source.UPSTREAM;
    }

    @Override
    default Retry retry() {
        return Retry.NEVER;
    }

    /** DNS failed, or the address refused or reset the connection before the request was sent. */
    record Unreachable(String address, String reason) implements UpstreamFailure {
        @Override
        public int status() {
            return 502;
        }

        @Override
        public String code() {
            return "upstream_unreachable";
        }

        @Override
        public Retry retry() {
            return Retry.IF_UNSENT;
        }

        @Override
        public String outcome() {
            return "upstream_connect";
        }

        @Override
        public String message() {
            return "Could not connect to " + address + ": " + reason
                    + ". Check the network, the proxy settings and poe.base-url.";
        }
    }

    record ConnectTimeout(String address, Duration limit) implements UpstreamFailure {
        @Override
        public int status() {
            return 504;
        }

        @Override
        public String code() {
            return "upstream_connect_timeout";
        }

        @Override
        public Retry retry() {
            return Retry.IF_UNSENT;
        }

        @Override
        public String outcome() {
            return "upstream_connect";
        }

        @Override
        public String message() {
            return "No connection to " + address + " within " + limit.toMillis()
                    + " ms. Check firewall and proxy, or raise upstream.connect-timeout.";
        }
    }

    /** The TLS certificate is not to be trusted: expired, for another host, or of an unknown authority. */
    record TlsRefused(String address, String reason) implements UpstreamFailure {
        @Override
        public int status() {
            return 502;
        }

        @Override
        public String code() {
            return "upstream_tls";
        }

        @Override
        public String outcome() {
            return "upstream_tls";
        }

        @Override
        public String message() {
            return "The certificate of " + address + " was refused: " + reason
                    + ". Check the clock of this machine, poe.base-url, and poe.ca-file if a proxy opens TLS.";
        }
    }

    /**
     * The connection closed after the request was sent; the model may have run, so nothing is sent again.
     *
     * @param midStream whether a part of the answer was shown before
     */
    record Closed(boolean midStream) implements UpstreamFailure {
        @Override
        public int status() {
            return 502;
        }

        @Override
        public String code() {
            return "upstream_closed";
        }

        @Override
        public String outcome() {
            return midStream ? "upstream_truncated" : "upstream_reset";
        }

        @Override
        public String message() {
            return "Poe closed the connection before its answer was complete. It may have billed the request; sending"
                    + " again may bill it twice.";
        }
    }

    /** An HTTP/2 stream or connection that Poe refused before it looked at the request. */
    record NotProcessed() implements UpstreamFailure {
        @Override
        public int status() {
            return 502;
        }

        @Override
        public String code() {
            return "upstream_closed";
        }

        @Override
        public Retry retry() {
            return Retry.IF_UNSENT;
        }

        @Override
        public String outcome() {
            return "upstream_reset";
        }

        @Override
        public String message() {
            return "Poe refused the request before looking at it, each time it was sent. Send it again.";
        }
    }

    /** The headers of the reply, or the whole of it, took too long; or Poe said 408. */
    record Timeout(String limit) implements UpstreamFailure {
        @Override
        public int status() {
            return 504;
        }

        @Override
        public String code() {
            return "upstream_timeout";
        }

        @Override
        public String outcome() {
            return "upstream_timeout";
        }

        @Override
        public String message() {
            return "Poe did not answer in time (" + limit
                    + "). It may still bill the request, so it was not sent again. Ask for less, or raise the limit.";
        }
    }

    /** Poe itself gave up waiting for the model (408). */
    record ModelTimeout() implements UpstreamFailure {
        @Override
        public int status() {
            return 504;
        }

        @Override
        public String code() {
            return "upstream_timeout";
        }

        @Override
        public Retry retry() {
            return Retry.after(Optional.empty());
        }

        @Override
        public String outcome() {
            return "upstream_timeout";
        }

        @Override
        public String message() {
            return "Poe says that the model did not start in time. Send again, or choose another model.";
        }
    }

    /** The reply fell silent in the middle. */
    record IdleTimeout(Duration limit) implements UpstreamFailure {
        @Override
        public int status() {
            return 504;
        }

        @Override
        public String code() {
            return "upstream_idle_timeout";
        }

        @Override
        public String outcome() {
            return "upstream_idle";
        }

        @Override
        public String message() {
            return "Poe sent nothing for " + limit.toSeconds()
                    + " s in the middle of its answer, which was cut there. It may have been billed.";
        }
    }

    /** The stream ended without saying that it was finished. */
    record Truncated() implements UpstreamFailure {
        @Override
        public int status() {
            return 502;
        }

        @Override
        public String code() {
            return "upstream_truncated";
        }

        @Override
        public String outcome() {
            return "upstream_truncated";
        }

        @Override
        public String message() {
            return "Poe's stream ended before the answer was finished. What came is incomplete, and may have been"
                    + " billed.";
        }
    }

    /** The reply is not what the interface promises: wrong type, broken JSON, redirect, protocol error. */
    record BadResponse(String reason) implements UpstreamFailure {
        @Override
        public int status() {
            return 502;
        }

        @Override
        public String code() {
            return "upstream_bad_response";
        }

        @Override
        public String outcome() {
            return "upstream_protocol";
        }

        @Override
        public String message() {
            return "Poe's answer could not be read: " + reason
                    + ". Check that poe.base-url is Poe and that no proxy or sign-in page stands between.";
        }
    }

    /** A reply of 200 that is neither JSON nor a stream of events, such as a captive page; nothing was done for it. */
    record WrongType(String contentType) implements UpstreamFailure {
        @Override
        public int status() {
            return 502;
        }

        @Override
        public String code() {
            return "upstream_bad_response";
        }

        @Override
        public Retry retry() {
            return Retry.after(Optional.empty());
        }

        @Override
        public String outcome() {
            return "upstream_protocol";
        }

        @Override
        public String message() {
            return "Poe's answer came as " + contentType
                    + ", not as JSON or events. Check that poe.base-url is Poe and that no sign-in page stands between.";
        }
    }

    record TooLarge(long limitBytes) implements UpstreamFailure {
        @Override
        public int status() {
            return 502;
        }

        @Override
        public String code() {
            return "upstream_too_large";
        }

        @Override
        public String outcome() {
            return "upstream_protocol";
        }

        @Override
        public String message() {
            return "One piece of Poe's answer is over the limit of " + limitBytes
                    + " bytes. Ask for less, or raise upstream.event-limit or upstream.reply-limit.";
        }
    }

    /** Poe refused the key that the operator gave the gateway. */
    record KeyRefused() implements UpstreamFailure {
        @Override
        public int status() {
            return 502;
        }

        @Override
        public String code() {
            return "upstream_auth";
        }

        @Override
        public String outcome() {
            return "upstream_auth";
        }

        @Override
        public String message() {
            return "Poe refused the gateway's own key. Whoever runs the gateway must set a valid POE_API_KEY"
                    + " (poe.com/api_key).";
        }
    }

    record OutOfPoints(String said) implements UpstreamFailure {
        @Override
        public int status() {
            return 402;
        }

        @Override
        public String code() {
            return "insufficient_quota";
        }

        @Override
        public String outcome() {
            return "upstream_credits";
        }

        @Override
        public String message() {
            return said + " The Poe account has no points left: add some at poe.com/api_key.";
        }
    }

    /** No such model, in Poe's words or ours. */
    record ModelNotFound(String model, List<String> closest) implements UpstreamFailure {
        public ModelNotFound {
            closest = List.copyOf(closest);
        }

        @Override
        public int status() {
            return 404;
        }

        @Override
        public String code() {
            return "model_not_found";
        }

        @Override
        public @Nullable String param() {
            return "model";
        }

        @Override
        public String outcome() {
            return "upstream_4xx";
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
            @Nullable String param) implements UpstreamFailure {
        @Override
        public String outcome() {
            return "upstream_4xx";
        }
    }

    /**
     * Poe's own rate limit (429).
     *
     * @param retry never, when Poe named a wait that cannot be understood: sending again could only be too early
     */
    record Throttled(String said, Retry retry) implements UpstreamFailure {
        @Override
        public int status() {
            return 429;
        }

        @Override
        public String code() {
            return "rate_limit_exceeded";
        }

        @Override
        public String outcome() {
            return "upstream_throttled";
        }

        @Override
        public String message() {
            return said + " Poe limits the requests of one key: wait as long as Retry-After says.";
        }
    }

    /** Poe is overloaded or closed for the moment (503, 529). */
    record Overloaded(String said, Optional<Duration> atLeast) implements UpstreamFailure {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String code() {
            return "upstream_overloaded";
        }

        @Override
        public Retry retry() {
            return Retry.after(atLeast);
        }

        @Override
        public String outcome() {
            return "upstream_throttled";
        }

        @Override
        public String message() {
            return said + " Poe is overloaded: send again after the time in Retry-After.";
        }
    }

    /** Poe or the model's provider failed (500, 502, 504 and the like), or said so inside its stream. */
    record ServerError(String said) implements UpstreamFailure {
        @Override
        public int status() {
            return 502;
        }

        @Override
        public String code() {
            return "upstream_error";
        }

        @Override
        public Retry retry() {
            return Retry.after(Optional.empty());
        }

        @Override
        public String outcome() {
            return "upstream_5xx";
        }

        @Override
        public String message() {
            return said + " The fault is at Poe or the model's provider: send again later, or choose another model.";
        }
    }
}
