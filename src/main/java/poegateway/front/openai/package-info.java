/** The OpenAI surface
 *
 * <p> its routes and its errors.:Used by front; uses relay and core. Start at {@code ChatRoute}.
 */
@NullMarked
package poegateway.front.openai;

import org.jspecify.annotations.NullMarked;
