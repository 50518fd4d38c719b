/** Pictures. */
@NullMarked
package poegateway.media.image;

import org.jspecify.annotations.NullMarked;
