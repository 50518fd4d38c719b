package poegateway.media.video;

import java.util.Optional;
import poegateway.core.Usage;

/**
 * What a model made.
 *
 * @param hosted where Poe keeps it
 * @param kept link of the gateway's own, where it keeps it as well
 * @param model that made it, by Poe's word
 */
public record MadeVideo(String hosted, Optional<String> kept, Optional<String> model, Optional<Usage> usage) {
    /** The one that is shown: that of the gateway, where there is one. */
    public String link() {
        return kept.orElse(hosted);
    }

    /** About how much memory it holds. */
    long bytes() {
        return 2L * (hosted.length() + kept.map(String::length).orElse(0));
    }
}
