package poegateway.dialect.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.WireFormat;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.json.JsonEdits;

/** Bodies of Poe, reduced to their shape: recorded ones, and ones that its documentation describes. */
public final class Samples {
    /** What is put in where a reply leaves it out. */
    static final Envelope ENVELOPE = new Envelope("chatcmpl-made", 1_774_561_949L, "asked-model");

    private static final WireFormat FORMAT = new ChatFormat();

    private Samples() {}

    /** The stream that a whole reply of Poe's becomes. */
    static byte[] frames(byte[] completion, boolean usageWanted) {
        ReplyContext context = context(usageWanted);
        return FORMAT.wholeToStream(completion, FORMAT.whole(completion, context), context)
                .orElseThrow();
    }

    /** Makes a whole reply of a stream. */
    public static ReplyAssembler assembler(int eventLimitBytes, long replyLimitBytes) {
        return FORMAT.streamToWhole(context(true), eventLimitBytes, replyLimitBytes)
                .orElseThrow();
    }

    private static ReplyContext context(boolean usageWanted) {
        Opening opening = new Opening(ENVELOPE.model(), true, usageWanted, JsonEdits.NONE);
        return new ReplyContext("made", ENVELOPE.createdSeconds(), opening, PoeErrors.of(ENVELOPE.model()));
    }

    static List<Path> in(String folder) {
        try (Stream<Path> files = Files.list(folder(folder))) {
            List<Path> sorted = files.sorted().toList();
            if (sorted.isEmpty()) {
                throw new IllegalStateException("no samples in " + folder);
            }
            return sorted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] read(String file) {
        return read(folder(file));
    }

    private static Path folder(String name) {
        try {
            URI uri = Objects.requireNonNull(Samples.class.getResource("/poe/" + name), name)
                    .toURI();
            return Path.of(uri);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
