/**
 * OpenAI's older completions of one text. Poe does not speak them: every request is translated, and becomes one message of the
 * user.
 *
 * <p>Start at {@link poegateway.dialect.completions.CompletionsFormat}. Source: the reference of OpenAI's
 * {@code POST /v1/completions}.
 */
@NullMarked
package poegateway.dialect.completions;

import org.jspecify.annotations.NullMarked;
