/**
 * Poe's own jobs for videos, as its documents describe them: what is sent, and what is read of what comes back.
 *
 * <p>Start at {@link poegateway.relay.video.PoeVideo}.
 */
@NullMarked
package poegateway.relay.video;

import org.jspecify.annotations.NullMarked;
