/**
 * Starts and joins: the command line, and the one place that builds the object graph.
 *
 * <p>Nothing uses it; it uses every room but wire. Start at {@link poegateway.Main} and {@link poegateway.Gateway}.
 */
@NullMarked
package poegateway;

import org.jspecify.annotations.NullMarked;
