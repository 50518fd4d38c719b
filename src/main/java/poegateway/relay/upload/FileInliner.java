package poegateway.relay.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import poegateway.conversation.FileReferences;
import poegateway.conversation.FileReferences.FileBytes;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.FileFailure;
import poegateway.core.text.SafeText;
import poegateway.dialect.Opening;
import poegateway.dialect.WireFormat;
import poegateway.wire.json.JsonEdits;

/**
 * Puts files into requests that name them by their ids, so that whatever holds for a file that a caller sends with its request holds
 * for them as well.
 */
public final class FileInliner {
    private static final byte[] NOTHING = {};
    private static final int BASE64_IN = 3;
    private static final int BASE64_OUT = 4;

    private final KeptFiles files;

    public FileInliner(KeptFiles files) {
        this.files = files;
    }

    /**
     * The body with all files that it names; the very same where it names none.
     *
     * @param memory pays for what it grows by, and is not given back
     * @throws FailureException with {@link FileFailure.UnknownFile}
     */
    public byte[] inlined(WireFormat format, String owner, byte[] body, MemoryLease memory) {
        Optional<FileReferences> references = format.files();
        if (references.isEmpty() || !FileReferences.mayBeIn(body)) {
            return body;
        }
        Charge charge = new Charge(memory);
        JsonEdits edits = references.get().inlined(body, (id, place) -> charge.read(find(owner, id, place)));
        if (edits.isEmpty()) {
            return body;
        }
        byte[] whole = edits.apply(body);
        charge.giveBack();
        return whole;
    }

    /** The same request, whose edits tell that files were put in. */
    public static Opening marked(Opening opening) {
        JsonEdits edits = opening.edits().toBuilder()
                .insert(0, NOTHING, FileReferences.INLINED)
                .build();
        return opening.with(opening.model(), edits);
    }

    private KeptFile find(String owner, String id, String place) {
        return files.find(owner, id)
                .orElseThrow(() -> new FailureException(new FileFailure.UnknownFile(SafeText.ascii(id), place)));
    }

    /** What the files take: each in base64 twice, since the edits hold what the body gets, and once as it is while it is encoded. */
    private static final class Charge {
        private final MemoryLease memory;
        private long passing;

        Charge(MemoryLease memory) {
            this.memory = memory;
        }

        FileBytes read(KeptFile file) {
            long encoded = (file.bytes() + BASE64_IN - 1) / BASE64_IN * BASE64_OUT;
            memory.take(2 * encoded + file.bytes());
            passing += encoded + file.bytes();
            try (InputStream in = file.content().get()) {
                return new FileBytes(file.name(), file.mediaType(), in.readAllBytes());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        void giveBack() {
            memory.giveBack(passing);
        }
    }
}
