/**
 * What can go wrong, as values: whose fault it is, its kind, whether sending again may help, and how to mend it.
 *
 * <p>Start at {@link poegateway.core.failure.Failure}.
 */
@NullMarked
package poegateway.core.failure;

import org.jspecify.annotations.NullMarked;
