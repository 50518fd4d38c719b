/**
 * The OpenAI surface: the routes that its clients ask for.
 *
 * <p>Start at {@link poegateway.front.openai.OpenAiSurface}.
 */
@NullMarked
package poegateway.front.openai;

import org.jspecify.annotations.NullMarked;
