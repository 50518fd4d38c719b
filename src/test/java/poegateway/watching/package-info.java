/**
 * What operators see of a running gateway: metrics, the access log, traces, timing. Each test drives requests through a
 * gateway and looks at what is told of them.
 */
@NullMarked
package poegateway.watching;

import org.jspecify.annotations.NullMarked;
