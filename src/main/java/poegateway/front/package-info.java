/** The server
 *
 * <p> limits, delivery, callers who leave. The only room that knows Javalin.:Used by the root; uses relay, wire, config and core, never upstream. Start at {@code HttpServer}.
 */
@NullMarked
package poegateway.front;

import org.jspecify.annotations.NullMarked;
