package poegateway.media.file;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import poegateway.core.RequestTimeline;
import poegateway.fetch.Fetcher;
import poegateway.fetch.MediaFormat;
import poegateway.media.FormField;
import poegateway.media.HostedMedia;
import poegateway.media.MediaBytes;
import poegateway.vault.KeptBytes;

/**
 * Takes files that callers bring without a form: their bytes, or the address of a medium at a host of {@code media.hosts}. Nothing else is
 * fetched for a caller.
 *
 * @param limitBytes most bytes of a medium that is fetched
 */
public record FileIntake(Fetcher fetcher, UploadedFiles files, long limitBytes) {
    /** A file that is kept for its caller. */
    public record Kept(String id, String name, String mediaType, long bytes, Instant expiresAt) {
        private static Kept of(KeptBytes kept) {
            return new Kept(kept.id(), kept.label().name(), kept.label().mediaType(), kept.bytes(), kept.expires());
        }
    }

    /** Files of a caller, and what models made for it where that is kept, the newest first. */
    public List<Kept> newest(String owner, int countMax) {
        return files.all(owner).reversed().stream()
                .limit(countMax)
                .map(Kept::of)
                .toList();
    }

    /** One of those; empty where the caller has none of that id. */
    public Optional<Kept> find(String owner, String id) {
        return files.any(owner, id).map(Kept::of);
    }

    /**
     * Its bytes.
     *
     * @throws poegateway.core.failure.FailureException when it is gone meanwhile
     */
    public byte[] read(String owner, String id) {
        return files.bytes(owner, id);
    }

    /**
     * Keeps these bytes.
     *
     * @param mediaType as the caller calls it
     * @throws poegateway.core.failure.FailureException when they cannot be kept
     */
    public Kept keep(String owner, byte[] bytes, Optional<String> mediaType, String name) {
        FormField file = new FormField(
                "file", Optional.of(name), mediaType, bytes.length, () -> new ByteArrayInputStream(bytes));
        byte[] purpose = UploadedFiles.PURPOSE.getBytes(StandardCharsets.UTF_8);
        FormField use = new FormField("purpose", purpose.length, () -> new ByteArrayInputStream(purpose));
        return Kept.of(files.keep(owner, List.of(file, use)));
    }

    /** Whether a medium may be fetched from there. */
    public boolean mayFetch(String link) {
        return fetcher.mayFetch(link);
    }

    /** Whether files of that media type are fetched: pictures, sound and film are, since their bytes tell what they are. */
    public boolean areFetched(String mediaType) {
        return kind(mediaType).isPresent();
    }

    /**
     * Fetches a medium and keeps it.
     *
     * @param mediaType to whose family it must belong
     * @param name that the file gets
     * @param timeline limits the time it takes
     * @throws poegateway.core.failure.FailureException when it cannot be had or kept, or the request is cancelled meanwhile
     */
    public Kept fetch(String owner, String link, String mediaType, String name, RequestTimeline timeline) {
        MediaFormat.Kind kind = kind(mediaType).orElseThrow(() -> new IllegalArgumentException(mediaType));
        HostedMedia hosted = new HostedMedia(fetcher, limitBytes);
        try (MediaBytes.Opened medium = hosted.open(link, kind, Optional.empty(), timeline)) {
            return Kept.of(files.keep(owner, name, medium));
        }
    }

    private static Optional<MediaFormat.Kind> kind(String mediaType) {
        return switch (mediaType.toLowerCase(Locale.ROOT).replaceFirst("/.*", "")) {
            case "image" -> Optional.of(MediaFormat.Kind.PICTURE);
            case "audio" -> Optional.of(MediaFormat.Kind.SOUND);
            case "video" -> Optional.of(MediaFormat.Kind.FILM);
            default -> Optional.empty();
        };
    }
}
