package poegateway.core;

import java.time.Duration;
import java.util.Optional;

/** The gateway itself cannot or will not serve the request. Nothing was sent to Poe. */
public sealed interface GatewayFailure extends Failure {
    @Override
    default Source source() {
        return Source.GATEWAY;
    }

    /** As much work is in hand as memory allows. */
    record Overloaded(String limit) implements GatewayFailure {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String code() {
            return "gateway_overloaded";
        }

        @Override
        public Retry retry() {
            return Retry.after(Optional.of(Duration.ofSeconds(1)));
        }

        @Override
        public String outcome() {
            return "gateway_overload";
        }

        @Override
        public String message() {
            return "The gateway holds as much as " + limit + " allows. Send again in a second, or raise " + limit + ".";
        }
    }

    /** A bug of ours: the cause is in the log under the request id. */
    record Bug() implements GatewayFailure {
        @Override
        public int status() {
            return 500;
        }

        @Override
        public String code() {
            return "internal_error";
        }

        @Override
        public Retry retry() {
            return Retry.NEVER;
        }

        @Override
        public String outcome() {
            return "gateway_bug";
        }

        @Override
        public String message() {
            return "The gateway failed by its own fault. Please report it with the request id of this answer.";
        }
    }
}
