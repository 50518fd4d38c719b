/**
 * The Poe accounts that pay for callers, and how Poe takes each of them.
 *
 * <p>Start at {@link poegateway.account.Accounts}.
 */
@NullMarked
package poegateway.account;

import org.jspecify.annotations.NullMarked;
