package poegateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import poegateway.config.setting.ByteSize;
import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;

/** What models make beside words, and where it is fetched. */
public record MediaConfig(
        @Doc(
                value = "Hosts from which pictures, sound and videos are fetched, over https, when a model's reply "
                        + "names them; `*.` stands for all names below.",
                standard = "Poe's own, `*.poecdn.net`, and that of dall-e-3",
                sample = "\"*.poecdn.net\"")
        List<String> hosts,

        @Doc("Largest picture, sound or video that is fetched.")
        ByteSize fetchLimit,

        @Doc("Largest video that is passed on; it is never held in memory as a whole.")
        ByteSize videoLimit,

        @Doc("Time to fetch one of them, from the connection to its host to its last byte. A video that is passed "
                + "on while it arrives gets a second more for each 64 KB.")
        Duration fetchTimeout,

        @Doc(
                value = "Most that one request for pictures, a video, speech or a transcript may cost at Poe's "
                        + "prices, in US cents.",
                standard = "no limit")
        Optional<Integer> costLimitCents,

        @Doc("What one picture, or any other call to a model, counts as where Poe lists no price, in US cents; "
                + "also for the cost limit of a key.")
        int unpricedCents,

        @Doc("Whether what models made is kept in the vault, so that answers have links to the gateway, which "
                + "expire with it, instead of addresses at its host.")
        Rehost rehost,

        @Doc("How models that Poe lists with `/v1/videos` are asked for videos: `chat` as all others are; `poe` "
                + "with Poe's own jobs, which report their progress. Those jobs are served by Poe's "
                + "documentation alone, without recordings of real ones, so `chat` is the safe choice.")
        VideoWay videos,

        @Doc(
                value = "Models that can hear, although Poe's list says that they take only text.",
                standard = "Poe's transcribers, `deepgram-nova-3` and `cartesia-ink-whisper`",
                sample = "deepgram-nova-3")
        List<String> listeners) {
    /** Whether what models made is kept by the gateway. */
    public enum Rehost {
        OFF,
        ON
    }

    /** How a video is asked for. */
    public enum VideoWay {
        CHAT,
        POE
    }

    private static final Pattern HOST = Pattern.compile("(?:\\*\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+)+");
    private static final int CENTS_MAX = 1_000_000;
    private static final ByteSize FETCH_MAX = ByteSize.ofMebibytes(256);
    private static final ByteSize VIDEO_MAX = ByteSize.ofMebibytes(1024 * 1024);

    public MediaConfig {
        hosts = List.copyOf(hosts);
        listeners = List.copyOf(listeners);
        Checks checks = new Checks();
        for (int i = 0; i < hosts.size(); i++) {
            checks.that(
                    HOST.matcher(hosts.get(i)).matches(),
                    "hosts[" + i + "]",
                    "must be the name of a host in lower case, such as pfst.cf2.poecdn.net or *.poecdn.net");
        }
        checks.done();
        InvalidSetting.unlessBetween(new ByteSize(1), FETCH_MAX, fetchLimit, "fetch-limit");
        InvalidSetting.unlessBetween(new ByteSize(1), VIDEO_MAX, videoLimit, "video-limit");
        InvalidSetting.unlessPositive(fetchTimeout, "fetch-timeout");
        costLimitCents.ifPresent(cents -> InvalidSetting.unlessBetween(1, CENTS_MAX, cents, "cost-limit-cents"));
        InvalidSetting.unlessBetween(0, CENTS_MAX, unpricedCents, "unpriced-cents");
    }

    public static MediaConfig defaults() {
        return new MediaConfig(
                List.of("*.poecdn.net", "oaidalleapiprodscus.blob.core.windows.net"),
                ByteSize.ofMebibytes(32),
                ByteSize.ofMebibytes(1024),
                Duration.ofSeconds(60),
                Optional.empty(),
                10,
                Rehost.OFF,
                VideoWay.CHAT,
                List.of("deepgram-nova-3", "cartesia-ink-whisper"));
    }
}
