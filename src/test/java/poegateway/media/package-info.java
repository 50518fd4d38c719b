/** Pictures. */
@NullMarked
package poegateway.media;

import org.jspecify.annotations.NullMarked;
