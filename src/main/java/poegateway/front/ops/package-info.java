/**
 * Health, metrics, and the one screen of plain text at the root path.
 *
 * <p>Used by the root; uses front. Start at {@link poegateway.front.ops.OpsRoutes}.
 */
@NullMarked
package poegateway.front.ops;

import org.jspecify.annotations.NullMarked;
