package poegateway.config;

import java.time.Duration;
import poegateway.config.setting.ByteSize;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;

/** Responses that are kept for callers. */
public record ResponsesConfig(
        @Doc("How long a response is kept after its last use.")
        Duration keepFor,

        @Doc("Most responses that are kept; the least recently used one is dropped first.")
        int count,

        @Doc("Most memory for responses that are kept, and as much again for requests in progress that continue "
                + "one. A response larger than this is not kept.")
        ByteSize bytes,

        @Doc("Most responses that are kept for one caller.") int countPerCaller,

        @Doc("Most memory for the responses of one caller.") ByteSize bytesPerCaller) {
    private static final int COUNT_MAX = 10_000_000;
    private static final Duration KEEP_FOR_MAX = Duration.ofDays(30);

    public ResponsesConfig {
        InvalidSetting.unless(
                keepFor.isPositive() && keepFor.compareTo(KEEP_FOR_MAX) <= 0,
                "keep-for",
                "must be more than 0s, at most 720h");
        InvalidSetting.unlessBetween(1, COUNT_MAX, count, "count");
        InvalidSetting.unless(bytes.bytes() > 0, "bytes", "must be more than 0B");
        InvalidSetting.unlessBetween(1, COUNT_MAX, countPerCaller, "count-per-caller");
        InvalidSetting.unless(bytesPerCaller.bytes() > 0, "bytes-per-caller", "must be more than 0B");
    }

    public static ResponsesConfig defaults() {
        return new ResponsesConfig(
                Duration.ofMinutes(60), 20_000, ByteSize.ofMebibytes(64), 10_000, ByteSize.ofMebibytes(32));
    }
}
