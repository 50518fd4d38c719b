package poegateway.config;

import java.time.Duration;
import poegateway.config.setting.ByteSize;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;

/** Work that runs on without whoever started it. */
public record JobsConfig(
        @Doc("How long a job is kept, with its result, after it ended. It does not survive a restart.")
        Duration keepFor,

        @Doc("Most jobs in progress.") int atOnce,

        @Doc("Most jobs in progress for one caller.") int atOncePerCaller,

        @Doc("Most jobs that are kept after they ended; the one that ended first is dropped first.")
        int count,

        @Doc("Most memory for jobs that are kept.") ByteSize bytes,

        @Doc("Most jobs that are kept for one caller.") int countPerCaller,

        @Doc("Most memory for the jobs that are kept for one caller.")
        ByteSize bytesPerCaller) {
    private static final int COUNT_MAX = 10_000_000;
    private static final Duration KEEP_FOR_MAX = Duration.ofDays(30);

    public JobsConfig {
        InvalidSetting.unless(
                keepFor.isPositive() && keepFor.compareTo(KEEP_FOR_MAX) <= 0,
                "keep-for",
                "must be more than 0s, at most 720h");
        InvalidSetting.unlessBetween(1, COUNT_MAX, atOnce, "at-once");
        InvalidSetting.unlessBetween(1, COUNT_MAX, atOncePerCaller, "at-once-per-caller");
        InvalidSetting.unlessBetween(1, COUNT_MAX, count, "count");
        InvalidSetting.unless(bytes.bytes() > 0, "bytes", "must be more than 0B");
        InvalidSetting.unlessBetween(1, COUNT_MAX, countPerCaller, "count-per-caller");
        InvalidSetting.unless(bytesPerCaller.bytes() > 0, "bytes-per-caller", "must be more than 0B");
    }

    public static JobsConfig defaults() {
        return new JobsConfig(
                Duration.ofMinutes(60), 1_000, 200, 10_000, ByteSize.ofMebibytes(64), 1_000, ByteSize.ofMebibytes(16));
    }
}
