/**
 * How dialects read requests: a JSON body in one pass, member by member, where each refusal names the member at fault.
 *
 * <p>Start at {@link poegateway.dialect.request.JsonRequest}.
 */
@NullMarked
package poegateway.dialect.request;

import org.jspecify.annotations.NullMarked;
