/**
 * The settings as one immutable tree of records, and the loader that makes it.
 *
 * <p>Start at {@link poegateway.config.GatewayConfig}.
 */
@NullMarked
package poegateway.config;

import org.jspecify.annotations.NullMarked;
