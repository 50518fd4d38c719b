/**
 * JSON of requests read without trees, and texts written as JSON.
 *
 * <p>Start at {@link poegateway.simulator.json.RequestCursor}.
 */
@NullMarked
package poegateway.simulator.json;

import org.jspecify.annotations.NullMarked;
