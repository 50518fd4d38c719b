/**
 * Responses that are kept for the callers who got them, so that a later request can go on from one.
 *
 * <p>Start at {@link poegateway.dialect.responses.history.ResponseStore}.
 */
@NullMarked
package poegateway.dialect.responses.history;

import org.jspecify.annotations.NullMarked;
