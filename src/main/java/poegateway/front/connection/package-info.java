/**
 * The listening port and its connections: TLS, HTTP/1.1 and HTTP/2 towards callers, limits of their number and time,
 * and the sight of a caller who leaves.
 *
 * <p>Start at {@link poegateway.front.connection.Connectors}.
 */
@NullMarked
package poegateway.front.connection;

import org.jspecify.annotations.NullMarked;
