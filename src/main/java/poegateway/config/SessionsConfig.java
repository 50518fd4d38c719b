package poegateway.config;

import java.time.Duration;
import poegateway.config.setting.ByteSize;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;

/** Conversations that are kept for callers. */
public record SessionsConfig(
        @Doc("How long a session is kept after its last turn.")
        Duration keepFor,

        @Doc("Most sessions that are kept; the least recently used one is dropped first.")
        int count,

        @Doc("Most memory for sessions, and as much again for turns in progress.")
        ByteSize bytes,

        @Doc("Most sessions of one caller.") int countPerCaller,

        @Doc("Most memory for the sessions of one caller, and for each of them. A turn that would make one larger "
                + "is refused.")
        ByteSize bytesPerCaller,

        @Doc("Most turns of one session.") int turns,

        @Doc("Most turns that may wait for earlier ones in the same session.")
        int queueLength,

        @Doc("How long a turn waits for the earlier ones.") Duration queueWait) {
    private static final int COUNT_MAX = 10_000_000;
    private static final int LINE_MAX = 100_000;
    private static final Duration KEEP_FOR_MAX = Duration.ofDays(30);
    private static final Duration WAIT_MAX = Duration.ofHours(1);

    public SessionsConfig {
        InvalidSetting.unless(
                keepFor.isPositive() && keepFor.compareTo(KEEP_FOR_MAX) <= 0,
                "keep-for",
                "must be more than 0s, at most 720h");
        InvalidSetting.unlessBetween(1, COUNT_MAX, count, "count");
        InvalidSetting.unless(bytes.bytes() > 0, "bytes", "must be more than 0B");
        InvalidSetting.unlessBetween(1, COUNT_MAX, countPerCaller, "count-per-caller");
        InvalidSetting.unless(bytesPerCaller.bytes() > 0, "bytes-per-caller", "must be more than 0B");
        InvalidSetting.unlessBetween(1, LINE_MAX, turns, "turns");
        InvalidSetting.unlessBetween(0, LINE_MAX, queueLength, "queue-length");
        InvalidSetting.unless(
                !queueWait.isNegative() && queueWait.compareTo(WAIT_MAX) <= 0,
                "queue-wait",
                "must be 0s or more, at most 1h");
    }

    public static SessionsConfig defaults() {
        return new SessionsConfig(
                Duration.ofMinutes(60),
                10_000,
                ByteSize.ofMebibytes(64),
                1_000,
                ByteSize.ofMebibytes(16),
                500,
                256,
                Duration.ofMinutes(2));
    }
}
