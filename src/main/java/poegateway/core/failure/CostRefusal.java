package poegateway.core.failure;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A request would cost more than it may. Nothing was sent to Poe. */
public sealed interface CostRefusal extends Failure {
    @Override
    default Source source() {
        return Source.CLIENT;
    }

    /**
     * By Poe's prices the request would cost more than one may.
     *
     * @param cents what it would cost, in US cents
     * @param limitCents what it may
     * @param setting where that is said
     */
    record RequestTooDear(String model, String cents, int limitCents, String setting) implements CostRefusal {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 400, "cost_limit_exceeded", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "The request would cost " + cents + " US cents with the model " + model + ", and the limit is "
                    + limitCents + " (" + setting
                    + "; a call to a model without a price counts as media.unpriced-cents). Ask for less, or use a "
                    + "cheaper model. Nothing was sent to Poe.";
        }
    }

    /**
     * What a caller may cost in a day is used up, or would be with this request.
     *
     * @param whose for messages, such as {@code the key 'ci'}
     * @param limitCents what all its requests of a day may cost, in US cents
     * @param takenCents what those of this day have cost, or are counted for while they are under way
     * @param cents what this one counts for
     * @param untilRoom until the day ends
     */
    record DayTooDear(String whose, int limitCents, String takenCents, String cents, Duration untilRoom)
            implements CostRefusal {
        @Override
        public Facts facts() {
            return new Facts(
                    Kind.RATE_LIMITED,
                    429,
                    "daily_cost_limit_exceeded",
                    Retry.after(Optional.of(untilRoom)),
                    "client_throttled");
        }

        @Override
        public String message() {
            return "The requests of " + whose + " may cost " + limitCents
                    + " US cents a day (cost-cents-per-day). Today's have cost " + takenCents
                    + ", including those in progress, and this one counts as " + cents
                    + ". The limit starts afresh at 00:00 UTC, in " + time(untilRoom)
                    + ". Try again then, or use a cheaper model. Nothing was sent to Poe.";
        }

        private static String time(Duration left) {
            long minutes = left.plusSeconds(59).toMinutes();
            return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
        }
    }
}
