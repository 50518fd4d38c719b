/**
 * Poe's jobs for videos, by its documents.
 *
 * <p>Start at {@link poegateway.simulator.video.VideoJobs}.
 */
@NullMarked
package poegateway.simulator.video;

import org.jspecify.annotations.NullMarked;
