/**
 * The bodies of requests: read within their limits of size, time and memory, and unpacked.
 *
 * <p>Start at {@link poegateway.front.body.BodyReader}.
 */
@NullMarked
package poegateway.front.body;

import org.jspecify.annotations.NullMarked;
