/**
 * HTTP/2 over TLS as the simulator serves it.
 *
 * <p>Start at {@link poegateway.simulator.http2.Http2Server}.
 */
@NullMarked
package poegateway.simulator.http2;

import org.jspecify.annotations.NullMarked;
