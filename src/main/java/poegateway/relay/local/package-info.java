/**
 * The dialect of callers inside the gateway, who give and take values in place of bytes.
 *
 * <p>Start at {@link poegateway.relay.local.LocalFormat}.
 */
@NullMarked
package poegateway.relay.local;

import org.jspecify.annotations.NullMarked;
