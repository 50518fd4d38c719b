package poegateway.front.openai;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import poegateway.dialect.OpenAiErrors;
import poegateway.front.Exchange;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.media.file.FileAnswer;
import poegateway.media.file.RehostedMedia;
import poegateway.vault.KeptBytes;
import poegateway.vault.VaultReader;

/** {@code /v1/media}: what models made, for whoever has its link, such as a browser. */
public final class MediaSurface {
    private static final String PATH = "/v1/media/{token}";

    private final RehostedMedia media;
    private final InstantSource clock;

    private MediaSurface(RehostedMedia media, InstantSource clock) {
        this.media = media;
        this.clock = clock;
    }

    /** The surface; the link itself is the permission. */
    public static Surface of(RehostedMedia media, InstantSource clock) {
        MediaSurface surface = new MediaSurface(media, clock);
        return new Surface(new OpenAiErrors(), List.of(new Route("GET", PATH, Route.Access.LINK, surface::show)));
    }

    private void show(Exchange exchange) throws IOException {
        KeptBytes kept = media.find(exchange.request().pathParameter("token"));
        long seconds = Duration.between(clock.instant(), kept.expires()).toSeconds();
        exchange.watchCaller();
        try (VaultReader reader = media.open(kept)) {
            exchange.send(new FileAnswer(
                    kept, reader, FilesSurface.range(exchange, kept), "inline", "private, max-age=" + seconds));
        }
    }
}
