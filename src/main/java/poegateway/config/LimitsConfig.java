package poegateway.config;

import java.time.Duration;
import java.util.Optional;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;

/** How fast requests go to Poe, and how much one caller may ask. */
public record LimitsConfig(
        @Doc("Requests sent to Poe in any 60 s, per Poe key; Poe refuses more than 500.")
        int poeRequestsPerMinute,

        @Doc("How many of these may be sent at once; less than `limits.poe-requests-per-minute`.")
        int poeBurst,

        @Doc("How long a request may wait for its turn; one that would have to wait longer is refused at once.")
        Duration poeQueueWait,

        @Doc("Requests that may wait for their turn, per Poe key.")
        int poeQueueLength,

        @Doc(
                value = "Requests a minute per caller's key, where the key sets no limit; after a pause a fifth more "
                        + "may come within 60 s.",
                standard = "no limit")
        Optional<Integer> requestsPerMinute,

        @Doc(value = "Streams at once per caller's key, where the key sets no limit.", standard = "no limit")
        Optional<Integer> concurrentStreams,

        @Doc(
                value = "What the requests of one caller's key may cost in a day of UTC at Poe's prices, in US "
                        + "cents, where the key sets no limit. Counting begins anew when the gateway starts.",
                standard = "no limit")
        Optional<Integer> costCentsPerDay,

        @Doc("Retries at once, as a percentage of the requests in progress.")
        int retryBudgetPercent,

        @Doc("Retries at once that are allowed however few requests are in progress.")
        int retryBudgetLeast) {
    static final int RATE_MAX = 10_000_000;
    static final int CENTS_MAX = 10_000_000;
    private static final int QUEUE_MAX = 100_000;
    private static final int PERCENT_MAX = 100;
    private static final int LEAST_MAX = 1000;

    public LimitsConfig {
        InvalidSetting.unlessBetween(2, RATE_MAX, poeRequestsPerMinute, "poe-requests-per-minute");
        InvalidSetting.unlessBetween(1, RATE_MAX, poeBurst, "poe-burst");
        InvalidSetting.unlessTogether(
                poeBurst < poeRequestsPerMinute,
                new InvalidSetting.Refusal("poe-burst", "must be less than limits.poe-requests-per-minute"),
                new InvalidSetting.Refusal("poe-requests-per-minute", "must be more than limits.poe-burst"));
        InvalidSetting.unlessZeroOrMore(poeQueueWait, "poe-queue-wait");
        InvalidSetting.unlessBetween(0, QUEUE_MAX, poeQueueLength, "poe-queue-length");
        requestsPerMinute.ifPresent(rate -> InvalidSetting.unlessBetween(1, RATE_MAX, rate, "requests-per-minute"));
        concurrentStreams.ifPresent(
                streams -> InvalidSetting.unlessBetween(1, RATE_MAX, streams, "concurrent-streams"));
        costCentsPerDay.ifPresent(cents -> InvalidSetting.unlessBetween(1, CENTS_MAX, cents, "cost-cents-per-day"));
        InvalidSetting.unlessBetween(0, PERCENT_MAX, retryBudgetPercent, "retry-budget-percent");
        InvalidSetting.unlessBetween(0, LEAST_MAX, retryBudgetLeast, "retry-budget-least");
    }

    public static LimitsConfig defaults() {
        return new LimitsConfig(
                500, 50, Duration.ofSeconds(20), 200, Optional.empty(), Optional.empty(), Optional.empty(), 20, 3);
    }
}
