/**
 * Holds the code to its drawing, its rules between packages, and its house rules.
 *
 * <p>Start at {@link poegateway.architecture.DependencyRules} and {@link poegateway.architecture.HouseRules}.
 */
@NullMarked
package poegateway.architecture;

import org.jspecify.annotations.NullMarked;
