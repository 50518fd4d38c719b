/**
 * The log of the program: its form, where its lines go, and what they may not show.
 *
 * <p>Start at {@link poegateway.logging.Logs}.
 */
@NullMarked
package poegateway.logging;

import org.jspecify.annotations.NullMarked;
