/**
 * The only door to a host that is not Poe: what models made is fetched from the hosts that the operator allows.
 *
 * <p>Start at {@link poegateway.fetch.Fetcher}.
 */
@NullMarked
package poegateway.fetch;

import org.jspecify.annotations.NullMarked;
