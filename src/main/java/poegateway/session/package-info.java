/**
 * Conversations that the gateway remembers for whoever has them, whatever the dialect of each turn.
 *
 * <p>Start at {@link poegateway.session.Sessions}.
 */
@NullMarked
package poegateway.session;

import org.jspecify.annotations.NullMarked;
