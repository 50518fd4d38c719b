/**
 * Health, metrics, and the one screen of plain text at the root path.
 *
 * <p>Start at {@link poegateway.front.ops.OpsRoutes}.
 */
@NullMarked
package poegateway.front.ops;

import org.jspecify.annotations.NullMarked;
