package poegateway.media.video;

import java.util.Optional;
import poegateway.core.Usage;

/**
 * What a model made.
 *
 * @param link where it is kept
 * @param model that made it, by Poe's word
 */
public record MadeVideo(String link, Optional<String> model, Optional<Usage> usage) {
    /** About how much memory it holds. */
    long bytes() {
        return 2L * link.length();
    }
}
