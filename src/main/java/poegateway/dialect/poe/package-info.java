/**
 * Poe's own words for errors and pauses, the same for every endpoint below {@code /v1}.
 *
 * <p>Start at {@link poegateway.dialect.poe.PoeErrors}.
 */
@NullMarked
package poegateway.dialect.poe;

import org.jspecify.annotations.NullMarked;
