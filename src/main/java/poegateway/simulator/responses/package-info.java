/**
 * The form of OpenAI's responses as Poe gives it: requests read, replies and their events written by hand as they were recorded.
 *
 * <p>Start at {@link poegateway.simulator.responses.ResponsesReplyFormat}.
 */
@NullMarked
package poegateway.simulator.responses;

import org.jspecify.annotations.NullMarked;
