/**
 * Things that belong to one caller, kept for a while: within limits, and never shown to another caller.
 *
 * <p>Start at {@link poegateway.keep.OwnedStore}.
 */
@NullMarked
package poegateway.keep;

import org.jspecify.annotations.NullMarked;
