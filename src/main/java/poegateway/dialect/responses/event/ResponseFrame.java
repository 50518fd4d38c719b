package poegateway.dialect.responses.event;

import poegateway.wire.json.TypedEvent;

/**
 * An event of a response.
 *
 * @param from offset of its data
 * @param to offset after it
 * @param isEndMark whether it is the mark by which streams of chat completions end; Poe sends it behind responses too
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose, and never compared
public record ResponseFrame(EventKind kind, byte[] bytes, int from, int to, boolean isEndMark) {
    /** The event that lies there, as {@link poegateway.wire.SseReader} gives it. */
    public static ResponseFrame of(byte[] frame, int from, int to) {
        TypedEvent typed = TypedEvent.of(frame, from, to);
        EventKind kind = EventKind.of(typed.word(), typed.wordFrom(), typed.wordTo());
        return new ResponseFrame(kind, frame, typed.from(), typed.to(), typed.isEndMark());
    }
}
