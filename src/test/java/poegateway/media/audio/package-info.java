/** Tests of {@code poegateway.media.audio}. */
@NullMarked
package poegateway.media.audio;

import org.jspecify.annotations.NullMarked;
