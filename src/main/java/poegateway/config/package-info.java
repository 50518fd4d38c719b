/** Settings as one immutable record tree, and the loader that makes it.
 *
 * <p>Used by every room above and the root; uses core. Start at {@link poegateway.config.GatewayConfig}.
 */
@NullMarked
package poegateway.config;

import org.jspecify.annotations.NullMarked;
