/**
 * HTTP/1.1 as the simulator serves it, byte by byte, so that each fault can be made.
 *
 * <p>Start at {@link poegateway.simulator.http1.Http1Server}.
 */
@NullMarked
package poegateway.simulator.http1;

import org.jspecify.annotations.NullMarked;
