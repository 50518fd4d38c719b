package poegateway.media.video;

import java.util.Optional;
import poegateway.catalog.Resolution;
import poegateway.conversation.MediaSource;
import poegateway.core.MemoryLease;
import poegateway.core.Wishes;
import poegateway.media.image.PictureInput;
import poegateway.relay.video.VideoOrder;
import poegateway.wire.json.JsonText;

/** Says requests in the words of Poe's own jobs for videos, as far as those have words for all of it. */
final class VideoOrders {
    private static final String ENDPOINT = "/v1/videos";

    private VideoOrders() {}

    /**
     * Whether such a job can make the video: Poe lists the model for it, nothing is asked that it takes no word for, and the caller
     * chose no interface of Poe's.
     */
    static boolean canSay(VideoRequest asked, Resolution resolved, Wishes wishes) {
        boolean listed = resolved.card()
                .filter(card -> card.endpoints().contains(ENDPOINT))
                .isPresent();
        boolean wholeSeconds =
                asked.seconds().filter(number -> number.contains(".")).isEmpty();
        return listed
                && wholeSeconds
                && wishes.upstream().isEmpty()
                && resolved.parameters().isEmpty()
                && VideoOptions.WITHOUT_EFFECT.containsAll(asked.options().keySet())
                && asked.firstFrame().filter(picture -> !isHere(picture)).isEmpty();
    }

    /** Whether its bytes came with the request. */
    private static boolean isHere(PictureInput picture) {
        return switch (picture) {
            case PictureInput.ByAddress address -> MediaSource.of(address.url()) instanceof MediaSource.Inline;
            case PictureInput.ByFile file -> true;
        };
    }

    /** {@code memory} pays for the picture. */
    static VideoOrder of(VideoRequest asked, String model, MemoryLease memory) {
        Optional<JsonText> base64 = asked.firstFrame().map(picture -> {
            if (picture instanceof PictureInput.ByAddress address) {
                memory.take(address.url().to() - address.url().from());
            }
            if (picture.part(memory).source() instanceof MediaSource.Inline inline) {
                return inline.base64();
            }
            throw new IllegalArgumentException("the picture is elsewhere");
        });
        return new VideoOrder(model, asked.prompt(), asked.seconds(), asked.size(), base64);
    }
}
