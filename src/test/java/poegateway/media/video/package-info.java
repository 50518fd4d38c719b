/** Tests of videos. Start at {@link poegateway.media.video.VideosIT}. */
@NullMarked
package poegateway.media.video;

import org.jspecify.annotations.NullMarked;
