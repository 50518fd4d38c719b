/**
 * What is known of a client between its messages, in those revisions of the protocol that have sessions: a session by its id, the
 * requests that it may withdraw, and those that it has to answer.
 *
 * <p>Start at {@link poegateway.mcp.session.McpSessions}.
 */
@NullMarked
package poegateway.mcp.session;

import org.jspecify.annotations.NullMarked;
