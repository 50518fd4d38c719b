/**
 * Models whose names choose a fault or a pace.
 *
 * <p>Start at {@link poegateway.simulator.models.MagicModels}.
 */
@NullMarked
package poegateway.simulator.models;

import org.jspecify.annotations.NullMarked;
