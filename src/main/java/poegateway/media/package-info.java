/**
 * Pictures as an endpoint of their own: calls of models that draw, and what comes of them in OpenAI's form.
 *
 * <p>Start at {@link poegateway.media.Images}.
 */
@NullMarked
package poegateway.media;

import org.jspecify.annotations.NullMarked;
