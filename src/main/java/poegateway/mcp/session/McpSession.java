package poegateway.mcp.session;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One client between its messages.
 *
 * @param version of the protocol on which both agreed
 * @param logLevel from which on it wants to be told; empty for nothing
 * @param subscribed addresses of resources of whose changes it wants to be told
 */
public record McpSession(String version, ClientProfile client, String logLevel, Set<String> subscribed) {
    public McpSession {
        subscribed = Set.copyOf(subscribed);
    }

    /** One that begins. */
    public McpSession(String version, ClientProfile client) {
        this(version, client, "", Set.of());
    }

    /** The same that wants to be told from another level on. */
    public McpSession logging(String level) {
        return new McpSession(version, client, level, subscribed);
    }

    /** The same that wants to be told of one more. */
    public McpSession subscribingTo(String uri) {
        Set<String> more = Stream.concat(subscribed.stream(), Stream.of(uri)).collect(Collectors.toUnmodifiableSet());
        return new McpSession(version, client, logLevel, more);
    }

    /** The same that wants to be told of one less. */
    public McpSession unsubscribingFrom(String uri) {
        Set<String> left = subscribed.stream().filter(one -> !one.equals(uri)).collect(Collectors.toUnmodifiableSet());
        return new McpSession(version, client, logLevel, left);
    }
}
