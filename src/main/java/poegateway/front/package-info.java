/**
 * The server: limits, delivery, callers who leave. The only room that knows Javalin.
 *
 * <p>Used by the root; uses relay, guard, meter, config and core, never upstream. Start at
 * {@link poegateway.front.HttpServer}.
 */
@NullMarked
package poegateway.front;

import org.jspecify.annotations.NullMarked;
