/**
 * The only door to a host that is not Poe: what models made is fetched from the hosts that the operator allows, and tools of the
 * settings are asked.
 *
 * <p>Start at {@link poegateway.fetch.Fetcher} for media and at {@link poegateway.fetch.ToolClient} for tools.
 */
@NullMarked
package poegateway.fetch;

import org.jspecify.annotations.NullMarked;
