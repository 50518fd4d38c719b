/**
 * The HTTP server towards callers: its limits, who may come in, which route a request is for, the writing of responses. Of
 * the gateway, only this package and those below it know Javalin and Jetty.
 *
 * <p>Start at {@link poegateway.front.HttpServer}.
 */
@NullMarked
package poegateway.front;

import org.jspecify.annotations.NullMarked;
