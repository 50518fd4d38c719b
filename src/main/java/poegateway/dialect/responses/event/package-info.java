/**
 * The events of responses: what each is, how they are written, and how one says that a stream broke.
 *
 * <p>Start at {@link poegateway.dialect.responses.event.ResponseFrame} and
 * {@link poegateway.dialect.responses.event.EventWriter}.
 */
@NullMarked
package poegateway.dialect.responses.event;

import org.jspecify.annotations.NullMarked;
