/**
 * The OpenAI surface: its routes and its errors.
 *
 * <p>Used by the root; uses front, relay and core. Start at {@link poegateway.front.openai.OpenAiRoutes}.
 */
@NullMarked
package poegateway.front.openai;

import org.jspecify.annotations.NullMarked;
