package poegateway.simulator.models;

import static poegateway.simulator.reply.MagicModel.failing;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ReplyError;

/** 429 with every sort of {@code Retry-After}. */
final class RateErrors {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LONG_AGO = Duration.ofDays(-1);

    private RateErrors() {}

    static List<MagicModel> models() {
        return List.of(
                failing(
                        "error-429",
                        "429 `rate_limit_error` without `retry-after`",
                        ReplyError.documented(429, "rate_limit_error", "Rate limit of 500 requests a minute reached.")),
                failing(
                        "error-429-code",
                        "429 with the string code `rate_limit_exceeded`",
                        ReplyError.coded(429, "rate_limit_error", "rate_limit_exceeded", "Rate limit reached.")),
                failing(
                        "error-429-upstream",
                        "429 of the provider's quota, recorded; no `retry-after`",
                        ReplyError.of(429, "rate_limit_error", "Resource has been exhausted (e.g. check quota).")),
                after("error-429-retry-after-2", "2"),
                after("error-429-retry-after-300", "300"),
                after("error-429-retry-after-garbage", "soon, perhaps"),
                date("error-429-retry-after-http-date", "a date two seconds ahead", SOON),
                date("error-429-retry-after-past-date", "yesterday's date", LONG_AGO));
    }

    private static MagicModel after(String name, String value) {
        return failing(name, "429, `retry-after: " + value + "`", limited(value));
    }

    private static MagicModel date(String name, String words, Duration ahead) {
        return new MagicModel(
                name,
                "429, `retry-after` is " + words,
                context -> context.error(limited(DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        context.replies().now().plus(ahead).atOffset(ZoneOffset.UTC)))));
    }

    /** 429 with that header. */
    static ReplyError limited(String retryAfter) {
        return ReplyError.documented(429, "rate_limit_error", "Rate limit reached.")
                .withHeader("retry-after", retryAfter);
    }
}
