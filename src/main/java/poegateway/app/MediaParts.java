package poegateway.app;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import poegateway.config.GatewayConfig;
import poegateway.config.MediaConfig;
import poegateway.config.PoeAddresses;
import poegateway.core.Ticker;
import poegateway.fetch.AllowedHosts;
import poegateway.fetch.Fetcher;
import poegateway.front.Surface;
import poegateway.front.openai.AudioSurface;
import poegateway.front.openai.FilesSurface;
import poegateway.front.openai.ImagesSurface;
import poegateway.front.openai.VideosSurface;
import poegateway.job.Jobs;
import poegateway.media.CostLimit;
import poegateway.media.HostedMedia;
import poegateway.media.MediaBytes;
import poegateway.media.audio.Speech;
import poegateway.media.audio.Transcripts;
import poegateway.media.file.FileIntake;
import poegateway.media.file.RehostedMedia;
import poegateway.media.file.Rehosting;
import poegateway.media.file.UploadedFiles;
import poegateway.media.image.Images;
import poegateway.media.video.Videos;
import poegateway.relay.Relay;
import poegateway.upstream.ForwardProxy;
import poegateway.upstream.TrustedAuthorities;
import poegateway.upstream.http1.InProcessPeer;
import poegateway.upstream.http1.InProcessSockets;

/**
 * Makes what serves pictures, sound, videos and files.
 *
 * @param poe where the parts of Poe are; a Poe on this machine keeps its media itself
 * @param inProcess Poe itself where that is in this process
 */
record MediaParts(
        GatewayConfig config,
        PoeAddresses poe,
        Optional<InProcessPeer> inProcess,
        Relay relay,
        Jobs jobs,
        Ticker ticker,
        InstantSource clock) {
    /** What was made. */
    record Made(
            Images images,
            Videos videos,
            Speech speech,
            Transcripts transcripts,
            Fetcher fetcher,
            long fetchedBytesMax) {
        /** Files that are fetched for callers, beside those that they upload. */
        FileIntake intake(UploadedFiles uploads) {
            return new FileIntake(fetcher, uploads, fetchedBytesMax);
        }

        /** Its surfaces, but for that of what is kept. */
        List<Surface> surfaces(UploadedFiles uploads) {
            return List.of(
                    ImagesSurface.of(images, uploads),
                    VideosSurface.of(videos, uploads),
                    AudioSurface.of(speech, transcripts),
                    FilesSurface.of(uploads));
        }
    }

    /**
     * Makes it.
     *
     * @param links to what models made, where that is kept here; empty where nobody could follow them
     */
    Made made(Optional<RehostedMedia> links) {
        Fetcher fetcher = fetcher();
        CostLimit cost =
                new CostLimit(config.media().costLimitCents(), config.media().unpricedCents());
        boolean keeps = config.media().rehost() == MediaConfig.Rehost.ON;
        Optional<RehostedMedia> kept = links.filter(wanted -> keeps);
        Images images = new Images(relay, fetcher, kept, ticker, config.timeLimits(), clock, cost);
        long videoBytes = config.media().videoLimit().bytes();
        MediaBytes bytes = new HostedMedia(fetcher, videoBytes);
        boolean byPoe = config.media().videos() == MediaConfig.VideoWay.POE;
        Videos videos = new Videos(relay, jobs, bytes, new Rehosting(fetcher, kept, videoBytes), cost, byPoe, ticker);
        Transcripts transcripts = new Transcripts(relay, cost, config.media().listeners());
        return new Made(
                images,
                videos,
                new Speech(relay, fetcher, cost),
                transcripts,
                fetcher,
                config.media().fetchLimit().bytes());
    }

    private Fetcher fetcher() {
        return new Fetcher(
                hosts(),
                config.media().fetchLimit().bytes(),
                config.poe().caFile().map(TrustedAuthorities::systemAnd),
                link -> ForwardProxy.of(config.poe(), link),
                InetAddress::getAllByName,
                inProcess.map(InProcessSockets::new));
    }

    private AllowedHosts hosts() {
        List<String> names = config.media().hosts();
        return inProcess.isPresent()
                ? new AllowedHosts(names, Optional.of(poe.api()))
                : AllowedHosts.of(names, poe.api());
    }
}
