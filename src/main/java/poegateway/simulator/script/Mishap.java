package poegateway.simulator.script;

import java.time.Duration;

/**
 * A fault of the connection, done while a {@link Script} is sent. Faults of content (broken JSON, wrong type, error
 * bodies) need none: they are scripts of their own. {@code afterPieces} counts the pieces of the body that are sent
 * before the fault.
 */
public sealed interface Mishap {
    /** All goes well. */
    record None() implements Mishap {}

    /** The connection is closed before any byte of the reply. */
    record CloseBeforeHead() implements Mishap {}

    /** The connection is reset before any byte of the reply. */
    record ResetBeforeHead() implements Mishap {}

    /** Nothing is sent until the peer hangs up. */
    record HangBeforeHead() implements Mishap {}

    /** Nothing is sent before that, not even the head, and all of it afterwards. */
    record LateHead(Pause before) implements Mishap {}

    /** The connection (HTTP/2: the stream) is reset in the body. */
    record ResetMidBody(int afterPieces) implements Mishap {}

    /** The connection closes in the body: short of Content-Length, or without the last chunk. */
    record CloseMidBody(int afterPieces) implements Mishap {}

    /** The body ends there, and properly, as HTTP goes. */
    record EndEarly(int afterPieces) implements Mishap {}

    /** Nothing more is sent until the peer hangs up. */
    record HangMidBody(int afterPieces) implements Mishap {}

    /** The body trickles. */
    record Drip(int bytesPerWrite, Duration pause) implements Mishap {}

    /** After the pieces, one line of that many bytes without an end. */
    record EndlessLine(int afterPieces, long bytes) implements Mishap {}

    /** The body is compressed though nobody asked; {@code truncated}: and cut in the middle. */
    record Gzip(boolean truncated) implements Mishap {}

    /** A chunk size that is no number (HTTP/1.1). */
    record BadChunkSize(int afterPieces) implements Mishap {}

    /** A reply header of that many bytes. */
    record HugeHeader(int bytes) implements Mishap {}

    /** A first line that is not HTTP (HTTP/1.1). */
    record BadStatusLine() implements Mishap {}

    /** 100 Continue and 103 Early Hints come before the reply. */
    record InformationalFirst() implements Mishap {}

    /** HTTP/2: the stream is refused unprocessed (RST_STREAM, REFUSED_STREAM). */
    record RefuseStream() implements Mishap {}

    /** HTTP/2: GOAWAY whose last stream id is below this stream, then the connection closes. */
    record GoAway() implements Mishap {}

    Mishap NONE = new None();
}
