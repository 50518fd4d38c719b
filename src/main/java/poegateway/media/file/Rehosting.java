package poegateway.media.file;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.FailureException;
import poegateway.fetch.Fetcher;
import poegateway.fetch.MediaFormat;
import poegateway.media.HostedMedia;
import poegateway.media.MediaBytes;

/**
 * Fetches what models made and keeps it, where the settings want that.
 *
 * @param kept keeps it; absent where media have the links of their hosts alone
 * @param limitBytes most bytes of one medium
 */
public record Rehosting(Fetcher fetcher, Optional<RehostedMedia> kept, long limitBytes) {
    private static final Logger LOG = LoggerFactory.getLogger(Rehosting.class);

    /** Whether a medium can be fetched from there. */
    public boolean mayFetch(String link) {
        return fetcher.mayFetch(link);
    }

    /**
     * Fetches a medium and keeps it.
     *
     * @param link of its host
     * @param timeline limits the time it takes
     * @return its link here; empty where it is not to be kept, or cannot be, so that its host's link is all there is
     * @throws FailureException when the request is cancelled meanwhile
     */
    public Optional<String> keep(String owner, String link, MediaFormat.Kind kind, RequestTimeline timeline) {
        return keep(owner, new HostedMedia(fetcher, limitBytes), link, kind, timeline);
    }

    /** The same for a medium that is had from {@code bytes}. */
    public Optional<String> keep(
            String owner, MediaBytes bytes, String link, MediaFormat.Kind kind, RequestTimeline timeline) {
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        try (MediaBytes.Opened opened = bytes.open(link, kind, Optional.empty(), timeline)) {
            return Optional.of(kept.get().keep(owner, opened));
        } catch (FailureException unfit) {
            timeline.cancellation().check();
            LOG.info(
                    "A {} has only the link of its host: {}",
                    kind.word(),
                    unfit.failure().code());
            return Optional.empty();
        }
    }

    /** Opens what is kept under a link of the gateway's own, or a part of it; empty where it is gone. */
    public Optional<KeptMedium> open(String link, MediaFormat.Kind kind, Optional<String> range) {
        return kept.flatMap(media -> media.open(link, kind, range));
    }

    /** Lets go what is kept under a link of the gateway's own. */
    public void remove(String owner, String link) {
        kept.ifPresent(media -> media.remove(owner, link));
    }
}
