package poegateway.core.failure;

import java.time.Duration;
import java.util.Optional;

/** The gateway itself cannot or will not serve the request. Nothing was sent to Poe, unless a case says otherwise. */
public sealed interface GatewayFailure extends Failure {
    @Override
    default Source source() {
        return Source.GATEWAY;
    }

    /**
     * As much is in hand as a limit allows: of memory, connections or open files.
     *
     * @param limit the setting, or what else sets it
     */
    record Overloaded(String limit) implements GatewayFailure {
        @Override
        public Facts facts() {
            return new Facts(
                    Kind.OVERLOADED,
                    503,
                    "gateway_overloaded",
                    Retry.after(Optional.of(Duration.ofSeconds(1))),
                    "gateway_overload");
        }

        @Override
        public String message() {
            return "The gateway has reached a limit: " + limit + ". Send it again in a second, or raise " + limit + ".";
        }
    }

    /** The gateway is about to stop and takes nothing new. Another one, or the next, will. */
    record Draining() implements GatewayFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.OVERLOADED, 503, "gateway_draining", Retry.IF_UNSENT, "gateway_draining");
        }

        @Override
        public String message() {
            return "The gateway is stopping and takes no new requests. Send again in a moment.";
        }
    }

    /** The gateway stopped while the request was under way, and its time to finish was over. Poe may have been asked. */
    record Restarting() implements GatewayFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.OVERLOADED, 503, "gateway_restarting", Retry.NEVER, "gateway_draining");
        }

        @Override
        public String message() {
            return "The gateway had to stop before this answer was complete. The model may have run: send it again "
                    + "if you can afford to pay twice; raise server.drain-timeout to let such answers finish.";
        }
    }

    /** Poe's answer needed more memory than there is. Poe was asked, and may bill it. */
    record ReplyDropped(String limit) implements GatewayFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.OVERLOADED, 503, "gateway_reply_dropped", Retry.NEVER, "gateway_overload");
        }

        @Override
        public String message() {
            return "Poe's answer was dropped, because it needs more memory than " + limit
                    + " leaves. The model has run:" + " sending again may bill it twice. Ask for less, or raise "
                    + limit + ".";
        }
    }

    /** A bug of ours: the cause is in the log under the request id. */
    record Bug() implements GatewayFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.BUG, 500, "internal_error", Retry.NEVER, "gateway_bug");
        }

        @Override
        public String message() {
            return "The gateway failed because of a bug in it. Please report it, with the request id of this answer.";
        }
    }
}
