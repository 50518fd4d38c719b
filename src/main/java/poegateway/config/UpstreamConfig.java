package poegateway.config;

import java.time.Duration;
import poegateway.config.setting.ByteSize;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;

/** Limits towards Poe. */
public record UpstreamConfig(
        @Doc("How long DNS, TCP and TLS may take together, per attempt.")
        Duration connectTimeout,

        @Doc("How long Poe may take until the first event of a stream, or the head of a whole reply.")
        Duration firstEventTimeout,

        @Doc("The same for models that make pictures, sound or videos.")
        Duration mediaTimeout,

        @Doc("How long Poe may be silent in the middle of a reply.")
        Duration idleTimeout,

        @Doc("How long a whole request may take, with all its attempts.")
        Duration totalTimeout,

        @Doc("How many times one request may be sent to Poe at most.")
        int attempts,

        @Doc("Largest single event of a stream.") ByteSize eventLimit,

        @Doc("Largest whole reply.") ByteSize replyLimit,

        @Doc(
                value = "Most bytes, over all replies, that Poe has sent and callers have not read yet.",
                standard = "a quarter of the heap")
        ByteSize unreadBytes,

        @Doc(
                value = "Memory for replies that are read whole and for stream events that arrive in pieces, over "
                        + "all requests. When half of it is in use, new requests are refused before Poe is "
                        + "asked.",
                standard = "a quarter of the heap")
        ByteSize replyBytesInFlight) {
    private static final int ATTEMPTS_MAX = 10;
    private static final ByteSize REPLY_MAX = ByteSize.ofMebibytes(1024);
    /** With less, what is bounded would refuse everything. */
    private static final ByteSize MEMORY_MIN = ByteSize.ofMebibytes(1);

    private static final ByteSize MEMORY_MAX = ByteSize.ofMebibytes(1024 * 1024);

    public UpstreamConfig {
        InvalidSetting.unlessPositive(connectTimeout, "connect-timeout");
        InvalidSetting.unlessPositive(firstEventTimeout, "first-event-timeout");
        InvalidSetting.unlessPositive(mediaTimeout, "media-timeout");
        InvalidSetting.unlessPositive(idleTimeout, "idle-timeout");
        InvalidSetting.unlessPositive(totalTimeout, "total-timeout");
        InvalidSetting.unlessBetween(1, ATTEMPTS_MAX, attempts, "attempts");
        InvalidSetting.unlessBetween(new ByteSize(1), REPLY_MAX, eventLimit, "event-limit");
        InvalidSetting.unlessBetween(new ByteSize(1), REPLY_MAX, replyLimit, "reply-limit");
        InvalidSetting.unlessBetween(new ByteSize(1), MEMORY_MAX, unreadBytes, "unread-bytes");
        InvalidSetting.unlessBetween(MEMORY_MIN, MEMORY_MAX, replyBytesInFlight, "reply-bytes-in-flight");
    }

    public static UpstreamConfig defaults() {
        return new UpstreamConfig(
                Duration.ofSeconds(5),
                Duration.ofSeconds(180),
                Duration.ofSeconds(600),
                Duration.ofSeconds(90),
                Duration.ofMinutes(30),
                3,
                ByteSize.ofMebibytes(16),
                ByteSize.ofMebibytes(64),
                new ByteSize(Runtime.getRuntime().maxMemory() / 4),
                new ByteSize(Runtime.getRuntime().maxMemory() / 4));
    }
}
