package poegateway.dialect.messages.event;

import poegateway.wire.json.TypedEvent;

/**
 * An event of a message.
 *
 * @param from offset of its data
 * @param to offset after it
 * @param isEndMark whether it is the mark by which streams of chat completions end
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose, and never compared
public record MessageFrame(MessagesEvent event, byte[] bytes, int from, int to, boolean isEndMark) {
    /** The event that lies there, as {@link poegateway.wire.SseReader} gives it. */
    public static MessageFrame of(byte[] frame, int from, int to) {
        TypedEvent typed = TypedEvent.of(frame, from, to);
        MessagesEvent event = MessagesEvent.of(typed.word(), typed.wordFrom(), typed.wordTo());
        return new MessageFrame(event, frame, typed.from(), typed.to(), typed.isEndMark());
    }
}
