/**
 * Tools that the gateway runs for a model: what a tool is, how calls are run, and the rounds of one request. Nothing here knows how a
 * model is asked.
 *
 * <p>Start at {@link poegateway.relay.tool.ToolRounds}.
 */
@NullMarked
package poegateway.relay.tool;

import org.jspecify.annotations.NullMarked;
