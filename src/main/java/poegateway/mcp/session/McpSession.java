package poegateway.mcp.session;

/**
 * One client between its messages.
 *
 * @param version of the protocol on which both agreed
 * @param logLevel from which on it wants to be told; empty for nothing
 */
public record McpSession(String version, ClientProfile client, String logLevel) {
    /** The same that wants to be told from another level on. */
    public McpSession logging(String level) {
        return new McpSession(version, client, level);
    }
}
