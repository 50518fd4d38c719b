package poegateway.media.video;

import java.util.Optional;
import poegateway.core.Usage;

/**
 * What a model made.
 *
 * @param place where Poe keeps it
 * @param kept link of the gateway's own, where it keeps it as well
 * @param model that made it, by Poe's word
 */
public record MadeVideo(Place place, Optional<String> kept, Optional<String> model, Optional<Usage> usage) {
    /** Where a video is that Poe keeps. */
    public sealed interface Place {
        /** At a host whose address a model's reply told. */
        record AtHost(String link) implements Place {}

        /**
         * With Poe itself, which gives it to the key alone that it was made for.
         *
         * @param job id of the gateway's
         * @param id of Poe's
         */
        record AtPoe(String job, String id) implements Place {}
    }

    /** The one that is shown: that of the gateway, where there is one; a path of the gateway, where there is none. */
    public String link() {
        return kept.orElseGet(() -> switch (place) {
            case Place.AtHost host -> host.link();
            case Place.AtPoe poe -> "/v1/videos/" + poe.job() + "/content";
        });
    }

    /** About how much memory it holds. */
    long bytes() {
        int place = switch (this.place) {
            case Place.AtHost host -> host.link().length();
            case Place.AtPoe poe -> poe.job().length() + poe.id().length();
        };
        return 2L * (place + kept.map(String::length).orElse(0));
    }
}
