/**
 * Carries requests to Poe and replies back without reading their bodies: one attempt per call, never a repeat. HTTP/2
 * is OkHttp's; HTTP/1.1 is carried by {@link poegateway.upstream.http1}.
 *
 * <p>Start at {@link poegateway.upstream.Upstream}.
 */
@NullMarked
package poegateway.upstream;

import org.jspecify.annotations.NullMarked;
