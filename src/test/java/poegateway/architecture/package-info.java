/**
 * Holds the code to its drawing, its walls and its house rules.
 *
 * <p>Start at {@link poegateway.architecture.Walls} and {@link poegateway.architecture.HouseRules}.
 */
@NullMarked
package poegateway.architecture;

import org.jspecify.annotations.NullMarked;
