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
                value =
                        "Hosts from which pictures, sound and videos are fetched, by https, when a model's own reply names them; `*.` stands for all names below.",
                standard = "Poe's own, `*.poecdn.net`, and that of dall-e-3",
                sample = "\"*.poecdn.net\"")
        List<String> hosts,

        @Doc("Largest picture, sound or video that is fetched.")
        ByteSize fetchLimit,

        @Doc("Largest video that is handed on; it is never in memory as a whole.")
        ByteSize videoLimit,

        @Doc(
                "For one of them, from the connection to its host to its last byte. What is handed on as it comes has a second more for each 64 KB.")
        Duration fetchTimeout,

        @Doc(
                value =
                        "Most that one request for pictures, a video, speech or a transcript may cost at Poe's prices, in US cents.",
                standard = "no limit")
        Optional<Integer> costLimitCents,

        @Doc(
                "What one picture, or other call of a model, counts for where Poe names no price, in US cents; for a key's limit of cost as well.")
        int unpricedCents,

        @Doc(
                "Whether what models made is kept in the vault, and the answer has a link of the gateway's own that ends with it, instead"
                        + " of the address at its host.")
        Rehost rehost,

        @Doc(
                "How videos are asked for of models that Poe lists with `/v1/videos`: `chat` as of all others; `poe` by Poe's own jobs, which"
                        + " tell their progress. What Poe says of those is documented and was never recorded, so `chat` is the safe choice.")
        VideoWay videos,

        @Doc(
                value = "Models that hear, although Poe's list says that they take text alone.",
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
                    "must be the name of a host in small letters, such as pfst.cf2.poecdn.net or *.poecdn.net");
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
