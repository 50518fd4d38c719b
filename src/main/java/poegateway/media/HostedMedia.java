package poegateway.media;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import poegateway.core.RequestTimeline;
import poegateway.fetch.Fetcher;
import poegateway.fetch.MediaFormat;
import poegateway.fetch.MediaPart;
import poegateway.fetch.MediaStream;

/** Media at the hosts that keep them for Poe. What comes from there is handed on at once and never held as a whole. */
public final class HostedMedia implements MediaBytes {
    private static final int PIECE_BYTES = 16 * 1024;

    private final Fetcher fetcher;
    private final long limitBytes;

    /** {@code limitBytes} is the most of one medium. */
    public HostedMedia(Fetcher fetcher, long limitBytes) {
        this.fetcher = fetcher;
        this.limitBytes = limitBytes;
    }

    @Override
    public Opened open(String link, MediaFormat.Kind kind, Optional<String> range, RequestTimeline timeline) {
        return new OnItsWay(fetcher.open(link, new Fetcher.Wanted(kind, limitBytes, range), timeline));
    }

    private record OnItsWay(MediaStream stream) implements Opened {
        @Override
        public MediaFormat format() {
            return stream.format();
        }

        @Override
        public OptionalLong length() {
            return stream.length();
        }

        @Override
        public Optional<MediaPart> part() {
            return stream.part();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            byte[] piece = new byte[PIECE_BYTES];
            for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
                out.write(piece, 0, count);
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
