/**
 * Media as endpoints of their own: what the requests of all kinds have in common. Each kind is a package below.
 *
 * <p>Start at {@link poegateway.media.image.Images}.
 */
@NullMarked
package poegateway.media;

import org.jspecify.annotations.NullMarked;
