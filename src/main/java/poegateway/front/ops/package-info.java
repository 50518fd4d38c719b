/** Health and the one screen of plain text at the root path.
 *
 * <p>Used by front. Start at {@code OpsRoutes}.
 */
@NullMarked
package poegateway.front.ops;

import org.jspecify.annotations.NullMarked;
