/**
 * What each model replies on any surface: ordinary ones, and those whose names choose a fault or a pace.
 *
 * <p>Start at {@link poegateway.simulator.models.ModelReplies}.
 */
@NullMarked
package poegateway.simulator.models;

import org.jspecify.annotations.NullMarked;
