package poegateway.media.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.FileFailure;
import poegateway.fetch.FetchedMedia;
import poegateway.fetch.MediaFormat;
import poegateway.fetch.MediaPart;
import poegateway.fetch.MediaStream;
import poegateway.media.MediaBytes;
import poegateway.vault.KeptBytes;
import poegateway.vault.Label;
import poegateway.vault.SignedLinks;
import poegateway.vault.Vault;
import poegateway.vault.VaultReader;
import poegateway.vault.VaultWriter;

/** What models made, kept by the gateway for a while: whoever has its link may see it until it ends. */
public final class RehostedMedia {
    /** What the ids begin with that are signed. */
    public static final String KIND = "media-";

    private static final String PATH = "/v1/media/";
    private static final int PIECE_BYTES = 32 * 1024;

    private final Vault vault;
    private final SignedLinks links;
    private final Supplier<URI> gateway;

    /**
     * @param gateway where callers reach it, without {@code /v1}
     */
    public RehostedMedia(Vault vault, SignedLinks links, Supplier<URI> gateway) {
        this.vault = vault;
        this.links = links;
        this.gateway = gateway;
    }

    /**
     * Keeps a medium that is here.
     *
     * @return its link
     * @throws FailureException when it cannot be kept
     */
    public String keep(String owner, FetchedMedia media) {
        try (VaultWriter writer = vault.begin(owner, KIND)) {
            writer.write(media.bytes(), 0, media.bytes().length);
            return link(writer, media.format());
        }
    }

    /**
     * Keeps a medium while it comes.
     *
     * @return its link
     * @throws FailureException when the rest of it cannot be had, or it cannot be kept; nothing is left of it then
     */
    public String keep(String owner, MediaStream media) {
        try (VaultWriter writer = vault.begin(owner, KIND)) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int read = media.read(piece); read >= 0; read = media.read(piece)) {
                writer.write(piece, 0, read);
            }
            return link(writer, media.format());
        }
    }

    /** The same from wherever it is had. */
    String keep(String owner, MediaBytes.Opened media) {
        try (VaultWriter writer = vault.begin(owner, KIND)) {
            media.writeTo(new OutputStream() {
                @Override
                public void write(int one) {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int count) {
                    writer.write(bytes, from, count);
                }
            });
            return link(writer, media.format());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // what is written to throws none
        }
    }

    private String link(VaultWriter writer, MediaFormat format) {
        Label label = new Label(format.kind().word() + "." + format.word(), format.contentType(), "media");
        return gateway.get() + PATH + links.sign(writer.keep(label, vault.timeToLive()));
    }

    /**
     * What a link leads to.
     *
     * @param token its last part
     * @throws FailureException with {@link FileFailure.MediaLinkEnded}
     */
    public KeptBytes find(String token) {
        return links.open(token).flatMap(vault::find).orElseThrow(RehostedMedia::ended);
    }

    /**
     * Opens it.
     *
     * @throws FailureException with {@link FileFailure.MediaLinkEnded}
     */
    public VaultReader open(KeptBytes kept) {
        Optional<VaultReader> opened = vault.open(kept);
        return opened.orElseThrow(RehostedMedia::ended);
    }

    Optional<KeptMedium> open(String link, MediaFormat.Kind kind, Optional<String> range) {
        Optional<KeptBytes> kept = links.open(token(link)).flatMap(vault::find);
        Optional<MediaFormat> format = kept.flatMap(found -> format(found, kind));
        if (format.isEmpty()) {
            return Optional.empty();
        }
        long total = kept.get().bytes();
        Optional<MediaPart> part = AskedRange.of(range, total)
                .map(asked -> new MediaPart(asked.from(), asked.from() + asked.count() - 1, total));
        return vault.open(kept.get()).map(reader -> new KeptMedium(format.get(), part, reader));
    }

    private static Optional<MediaFormat> format(KeptBytes kept, MediaFormat.Kind kind) {
        return Arrays.stream(MediaFormat.values())
                .filter(known -> known.kind() == kind
                        && known.contentType().equals(kept.label().mediaType()))
                .findFirst();
    }

    void remove(String owner, String link) {
        links.open(token(link)).ifPresent(id -> {
            var unused = vault.remove(owner, id);
        });
    }

    private static String token(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private static FailureException ended() {
        return new FailureException(new FileFailure.MediaLinkEnded());
    }
}
