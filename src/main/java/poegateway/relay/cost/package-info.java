/**
 * What calls of models cost, and may cost.
 *
 * <p>Start at {@link poegateway.relay.cost.CostCap}.
 */
@NullMarked
package poegateway.relay.cost;

import org.jspecify.annotations.NullMarked;
