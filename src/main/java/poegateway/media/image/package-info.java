/**
 * Pictures: calls of models that draw, and what comes of them in OpenAI's form.
 *
 * <p>Start at {@link poegateway.media.image.Images}.
 */
@NullMarked
package poegateway.media.image;

import org.jspecify.annotations.NullMarked;
