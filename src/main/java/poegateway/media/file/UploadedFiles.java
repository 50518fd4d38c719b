package poegateway.media.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.FileFailure;
import poegateway.core.text.SafeText;
import poegateway.media.FormField;
import poegateway.media.MediaBytes;
import poegateway.relay.upload.KeptFile;
import poegateway.relay.upload.KeptFiles;
import poegateway.vault.KeptBytes;
import poegateway.vault.Label;
import poegateway.vault.Vault;
import poegateway.vault.VaultReader;
import poegateway.vault.VaultWriter;

/** The files of callers: each is there for its own caller, for a while. */
public final class UploadedFiles implements KeptFiles {
    private static final String KIND = "file-";
    static final String PURPOSE = "user_data";
    private static final int PIECE_BYTES = 32 * 1024;

    private final Vault vault;

    public UploadedFiles(Vault vault) {
        this.vault = vault;
    }

    /**
     * Keeps the file of a form.
     *
     * @throws FailureException when the form is none of an upload, or the file cannot be kept
     */
    public KeptBytes keep(String owner, List<FormField> form) {
        FileUpload upload = FileUpload.of(form);
        try (InputStream in = upload.file().content().get();
                VaultWriter writer = vault.begin(owner, KIND)) {
            byte[] beginning = in.readNBytes(PIECE_BYTES);
            writer.write(beginning, 0, beginning.length);
            byte[] piece = new byte[PIECE_BYTES];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                writer.write(piece, 0, read);
            }
            String type = FileType.of(beginning, upload.name(), upload.file().mediaType());
            return writer.keep(
                    new Label(upload.name(), type, upload.purpose()),
                    upload.lifetime().orElse(vault.timeToLive()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable); // what the form holds is here already
        }
    }

    /**
     * Keeps a medium that is on its way.
     *
     * @param name of the file
     * @throws FailureException when the rest of it cannot be had, or it cannot be kept
     */
    KeptBytes keep(String owner, String name, MediaBytes.Opened medium) {
        try (VaultWriter writer = vault.begin(owner, KIND)) {
            medium.writeTo(writer);
            Label label = new Label(FileUpload.name(name), medium.format().contentType(), PURPOSE);
            return writer.keep(label, vault.timeToLive());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the vault fails in words of its own
        }
    }

    /** The files of a caller, the oldest first. */
    public List<KeptBytes> list(String owner) {
        return vault.list(owner, KIND);
    }

    /** The files of a caller, and what models made for it, the oldest first. */
    List<KeptBytes> all(String owner) {
        return Stream.of(KIND, RehostedMedia.KIND)
                .flatMap(kind -> vault.list(owner, kind).stream())
                .sorted(Comparator.comparing(KeptBytes::created))
                .toList();
    }

    /** One of those; empty where the caller has none of that id. */
    Optional<KeptBytes> any(String owner, String id) {
        return vault.find(owner, id);
    }

    /**
     * Its bytes.
     *
     * @throws FailureException with {@link FileFailure.FileNotFound}
     */
    byte[] bytes(String owner, String id) {
        KeptBytes kept = any(owner, id).orElseThrow(() -> notFound(id));
        try (InputStream stream = open(kept).stream()) {
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable); // the vault fails in words of its own
        }
    }

    /**
     * A file of a caller.
     *
     * @throws FailureException with {@link FileFailure.FileNotFound}
     */
    public KeptBytes get(String owner, String id) {
        return own(owner, id).orElseThrow(() -> notFound(id));
    }

    /**
     * Lets a file go.
     *
     * @throws FailureException with {@link FileFailure.FileNotFound}
     */
    public void remove(String owner, String id) {
        KeptBytes kept = get(owner, id);
        vault.remove(owner, kept.id());
    }

    /**
     * Opens a file.
     *
     * @throws FailureException with {@link FileFailure.FileNotFound}
     */
    public VaultReader open(KeptBytes kept) {
        return vault.open(kept).orElseThrow(() -> notFound(kept.id()));
    }

    /**
     * A file as if it had come in a form.
     *
     * @param place in a request where it is named
     * @throws FailureException with {@link FileFailure.UnknownFile}
     */
    public FormField field(String owner, String id, String place) {
        KeptBytes kept = own(owner, id)
                .orElseThrow(() -> new FailureException(new FileFailure.UnknownFile(SafeText.ascii(id), place)));
        return new FormField(
                place,
                Optional.of(kept.label().name()),
                Optional.of(kept.label().mediaType()),
                kept.bytes(),
                () -> open(kept).stream());
    }

    @Override
    public Optional<KeptFile> find(String owner, String id) {
        return own(owner, id)
                .map(kept -> new KeptFile(
                        kept.label().name(), kept.label().mediaType(), kept.bytes(), () -> open(kept).stream()));
    }

    private Optional<KeptBytes> own(String owner, String id) {
        return id.startsWith(KIND) ? vault.find(owner, id) : Optional.empty();
    }

    private FailureException notFound(String id) {
        return new FailureException(new FileFailure.FileNotFound(SafeText.ascii(id), vault.isOfAnotherRun(KIND, id)));
    }
}
