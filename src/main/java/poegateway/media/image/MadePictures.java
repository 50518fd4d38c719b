package poegateway.media.image;

import java.util.List;
import java.util.Optional;
import poegateway.core.Usage;

/**
 * What one call of a model gave.
 *
 * @param links addresses of pictures, at least one
 * @param usage what the model counted
 * @param model that answered, by Poe's word
 */
record MadePictures(List<String> links, Optional<Usage> usage, Optional<String> model) {
    MadePictures {
        links = List.copyOf(links);
    }

    /** How much memory it takes, roughly. */
    long bytes() {
        return links.stream().mapToLong(String::length).sum();
    }
}
