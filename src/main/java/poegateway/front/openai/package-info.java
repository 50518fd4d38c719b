/**
 * The OpenAI surface: its routes and its errors.
 *
 * <p>Start at {@link poegateway.front.openai.OpenAiRoutes}.
 */
@NullMarked
package poegateway.front.openai;

import org.jspecify.annotations.NullMarked;
