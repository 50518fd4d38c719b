/**
 * What an answer of the simulator is, piece by piece, with what goes wrong in it.
 *
 * <p>Start at {@link poegateway.simulator.script.Script}.
 */
@NullMarked
package poegateway.simulator.script;

import org.jspecify.annotations.NullMarked;
