package poegateway.media.video;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import poegateway.core.Account;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.FileFailure;
import poegateway.core.failure.ReplyFailure;
import poegateway.fetch.MediaFormat;
import poegateway.fetch.MediaPart;
import poegateway.media.MediaBytes;
import poegateway.relay.PoeVideos;
import poegateway.relay.video.VideoContent;

/**
 * Videos that Poe itself keeps, for the key of an account. Their links are Poe's ids. What comes from there is held to the same
 * rules as what comes from any other host, and never held as a whole.
 *
 * @param limitBytes most of one video
 */
record PoeContent(PoeVideos poe, Account account, long limitBytes) implements MediaBytes {
    private static final int PARTIAL = 206;
    private static final int NO_SUCH_PART = 416;
    private static final int PIECE_BYTES = 16 * 1024;
    private static final long LEAST_BYTES_PER_MILLI = 64;
    private static final long NANOS_PER_MILLI = 1_000_000;

    @Override
    public Opened open(String id, MediaFormat.Kind kind, Optional<String> range, RequestTimeline timeline) {
        VideoContent content = poe.content(account, id, range, timeline);
        boolean handedOver = false;
        try {
            Opened opened = opened(new Source(id, content, timeline), kind, range);
            handedOver = true;
            return opened;
        } finally {
            if (!handedOver) {
                content.close();
            }
        }
    }

    private Opened opened(Source source, MediaFormat.Kind kind, Optional<String> range) {
        VideoContent content = source.content;
        if (content.status() == NO_SUCH_PART && range.isPresent()) {
            throw new FailureException(new FileFailure.RangeNotSatisfiable(
                    MediaPart.totalOf(content.header("content-range").orElse(null))));
        }
        if (content.header("content-encoding")
                .filter(coded -> !coded.equals("identity"))
                .isPresent()) {
            throw source.unfit("Poe sent it in an encoding that nobody asked for");
        }
        return content.status() == PARTIAL ? part(source, kind, range) : whole(source, kind);
    }

    private Opened part(Source source, MediaFormat.Kind kind, Optional<String> range) {
        MediaPart part = MediaPart.of(source.content.header("content-range").orElse(null))
                .filter(told -> range.filter(told::answers).isPresent())
                .orElseThrow(() -> source.unfit("Poe sent another part than was asked for"));
        if (source.length().orElse(part.length()) != part.length()) {
            throw source.unfit("Poe sent a part of another length than it says");
        }
        checkLength(source, part.total());
        String type = source.content.header("content-type").orElse("");
        MediaFormat format = Arrays.stream(MediaFormat.values())
                .filter(known -> known.kind() == kind && type.startsWith(known.contentType()))
                .findFirst()
                .orElseThrow(() -> foreign(source, kind));
        return new OnItsWay(
                source, format, OptionalLong.of(part.length()), Optional.of(part), new byte[0], part.length());
    }

    private Opened whole(Source source, MediaFormat.Kind kind) {
        OptionalLong length = source.length();
        checkLength(source, length.orElse(0));
        byte[] beginning = source.beginning();
        if (beginning.length == 0) {
            throw source.unfit("it is empty");
        }
        MediaFormat format = MediaFormat.of(beginning, kind).orElseThrow(() -> foreign(source, kind));
        return new OnItsWay(source, format, length, Optional.empty(), beginning, limitBytes);
    }

    private void checkLength(Source source, long bytes) {
        if (bytes > limitBytes) {
            throw source.tooLarge(limitBytes);
        }
    }

    private static FailureException foreign(Source source, MediaFormat.Kind kind) {
        return source.unfit("what Poe sent is no " + kind.formats());
    }

    /** Poe's reply; only the time counts in which it is waited for. */
    private static final class Source {
        private final String id;
        private final VideoContent content;
        private final RequestTimeline timeline;
        private long readBytes;
        private long readingNanos;

        Source(String id, VideoContent content, RequestTimeline timeline) {
            this.id = id;
            this.content = content;
            this.timeline = timeline;
        }

        OptionalLong length() {
            return content.header("content-length")
                    .filter(told -> told.matches("\\d{1,18}"))
                    .map(told -> OptionalLong.of(Long.parseLong(told)))
                    .orElse(OptionalLong.empty());
        }

        byte[] beginning() {
            byte[] beginning = new byte[PIECE_BYTES];
            int length = 0;
            while (length < MediaFormat.BEGINNING_BYTES) {
                int count = read(beginning, length);
                if (count < 0) {
                    break;
                }
                length += count;
            }
            return Arrays.copyOf(beginning, length);
        }

        int read(byte[] buffer, int offset) {
            long granted = readBytes / LEAST_BYTES_PER_MILLI * NANOS_PER_MILLI;
            if (readingNanos > timeline.limits().fetch().toNanos() + granted) {
                throw unfit("it did not come in time (media.fetch-timeout)");
            }
            long from = timeline.nanoTime();
            int count = content.read(buffer, offset);
            readingNanos += timeline.nanoTime() - from;
            readBytes += Math.max(count, 0);
            return count;
        }

        FailureException tooLarge(long limitBytes) {
            return unfit("it is larger than media.video-limit, " + limitBytes + " bytes");
        }

        FailureException unfit(String reason) {
            return new FailureException(
                    new ReplyFailure.FetchFailed(MediaFormat.Kind.FILM.word(), PoeVideos.place(id), reason));
        }
    }

    /** {@code mostBytes} is what may come: the limit, or the length of the part. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    private record OnItsWay(
            Source source,
            MediaFormat format,
            OptionalLong length,
            Optional<MediaPart> part,
            byte[] beginning,
            long mostBytes)
            implements Opened {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(beginning);
            byte[] piece = new byte[PIECE_BYTES];
            for (int count = source.read(piece, 0); count >= 0; count = source.read(piece, 0)) {
                if (source.readBytes > mostBytes) {
                    throw source.tooLarge(mostBytes);
                }
                out.write(piece, 0, count);
            }
            if (length.isPresent() && source.readBytes != length.getAsLong()) {
                throw source.unfit("its end is missing");
            }
        }

        @Override
        public void close() {
            source.content.close();
        }
    }
}
