package poegateway.config;

import java.time.Duration;

/**
 * Limits towards Poe.
 *
 * @param connectTimeout DNS, TCP and TLS together, per attempt
 * @param firstEventTimeout until the first event or the head of a whole reply
 * @param idleTimeout silence in the middle of a reply
 * @param totalTimeout a whole request, with all its attempts
 * @param attempts how often one request may be sent at most
 * @param eventLimit largest single event of a stream
 * @param replyLimit largest whole reply
 * @param unreadBytes what Poe has sent and callers have not read yet, over all replies
 */
public record UpstreamConfig(
        Duration connectTimeout,
        Duration firstEventTimeout,
        Duration idleTimeout,
        Duration totalTimeout,
        int attempts,
        ByteSize eventLimit,
        ByteSize replyLimit,
        ByteSize unreadBytes) {
    public UpstreamConfig {
        if (attempts < 1 || attempts > 10) {
            throw new IllegalArgumentException("attempts must be 1 to 10, is " + attempts);
        }
    }

    public static UpstreamConfig defaults() {
        return new UpstreamConfig(
                Duration.ofSeconds(5),
                Duration.ofSeconds(180),
                Duration.ofSeconds(90),
                Duration.ofMinutes(30),
                3,
                ByteSize.ofMebibytes(16),
                ByteSize.ofMebibytes(64),
                new ByteSize(Runtime.getRuntime().maxMemory() / 4));
    }
}
