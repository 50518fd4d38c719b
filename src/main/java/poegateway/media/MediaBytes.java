package poegateway.media;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import poegateway.core.RequestTimeline;
import poegateway.fetch.MediaFormat;
import poegateway.fetch.MediaPart;

/** Where the bytes are had from that a model made. */
@FunctionalInterface
public interface MediaBytes {
    /**
     * Opens a medium.
     *
     * @param link as the model's reply names it
     * @param kind that it must be
     * @param range a header {@code Range} that asks for one part; the whole may come all the same
     * @param timeline limits the time it takes
     * @return its beginning is there; must be closed
     * @throws poegateway.core.failure.FailureException when it cannot be had
     */
    Opened open(String link, MediaFormat.Kind kind, Optional<String> range, RequestTimeline timeline);

    /** A medium, or a part of it, on its way. Belongs to one thread. */
    interface Opened extends AutoCloseable {
        MediaFormat format();

        /** Of what comes, in bytes; empty where nobody knows it. */
        OptionalLong length();

        /** Empty where the whole comes. */
        Optional<MediaPart> part();

        /**
         * Hands it on, piece by piece.
         *
         * @throws IOException when {@code out} throws it
         * @throws poegateway.core.failure.FailureException when the rest cannot be had
         */
        void writeTo(OutputStream out) throws IOException;

        @Override
        void close();
    }
}
