/**
 * Poe's bot protocol in terms of no dialect: queries and replies are read into the values of {@code conversation} and written from
 * them.
 *
 * <p>Start at {@link poegateway.dialect.bot.codec.BotCodec}.
 */
@NullMarked
package poegateway.dialect.bot.codec;

import org.jspecify.annotations.NullMarked;
