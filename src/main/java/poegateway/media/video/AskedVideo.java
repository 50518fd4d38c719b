package poegateway.media.video;

import java.util.Optional;

/**
 * What a video was asked for with, as its owner gets to see it again.
 *
 * @param model as the caller named it
 */
public record AskedVideo(String model, String prompt, Optional<String> seconds, Optional<String> size) {
    /** About how much memory it holds. */
    long bytes() {
        return 2L * (model.length() + prompt.length());
    }
}
