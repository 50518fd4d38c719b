/**
 * Videos as jobs: a model is asked for one, whoever asked may leave, and what was made is handed on from the host that keeps it.
 *
 * <p>Start at {@link poegateway.media.video.Videos}.
 */
@NullMarked
package poegateway.media.video;

import org.jspecify.annotations.NullMarked;
