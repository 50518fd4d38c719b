/**
 * The HTTP server towards callers: its limits, who may come in, the writing of responses, callers who leave. Only this
 * package and those below it know Javalin and Jetty.
 *
 * <p>Start at {@link poegateway.front.HttpServer}.
 */
@NullMarked
package poegateway.front;

import org.jspecify.annotations.NullMarked;
