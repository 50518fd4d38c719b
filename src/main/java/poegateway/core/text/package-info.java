/**
 * Text that people read or that nobody may read: shortened and printable, near to a name, and secrets that print as dots.
 *
 * <p>Start at {@link poegateway.core.text.SafeText} and {@link poegateway.core.text.Secret}.
 */
@NullMarked
package poegateway.core.text;

import org.jspecify.annotations.NullMarked;
