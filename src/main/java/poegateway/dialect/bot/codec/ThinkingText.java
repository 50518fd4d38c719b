package poegateway.dialect.bot.codec;

import java.io.IOException;
import poegateway.wire.json.JsonText;

/**
 * Parts thoughts from words. Bots show what a model thinks as text at the beginning of the answer: a line that says
 * {@code *Thinking...*}, lines that begin with {@code > }, and a blank line, after which the answer comes. Pieces may be cut
 * anywhere; held back is no more than the line above the thoughts, until it is known whether thoughts follow. Not thread-safe.
 */
final class ThinkingText {
    private static final int BLANK_LINES_MAX = 3;

    private final TextSink words;
    private final TextSink thoughts;
    private final HeldText held = new HeldText();
    private State state = State.HEADER;
    private int lineBreaks;
    /** What was held when the piece at hand came. */
    private int heldBefore;

    /** Where in the text the reader is. */
    private enum State {
        /** In what may be the line above thoughts. */
        HEADER,
        /** Behind that line: a quoted line shows that it was one. */
        AFTER_HEADER,
        /** At the beginning of a line after a quoted one. */
        LINE_START,
        /** Behind the mark of a quoted line, where a blank belongs to the mark. */
        AFTER_MARK,
        IN_THOUGHT,
        ANSWER
    }

    ThinkingText(TextSink words, TextSink thoughts) {
        this.words = words;
        this.thoughts = thoughts;
    }

    /** Whether something waits. */
    boolean holds() {
        return held.length() > 0;
    }

    void add(JsonText text) throws IOException {
        heldBefore = held.length();
        int at = text.from();
        while (at < text.to()) {
            at = switch (state) {
                case HEADER -> header(text, at);
                case AFTER_HEADER -> afterHeader(text, at);
                case LINE_START -> lineStart(text.source(), at);
                case AFTER_MARK -> afterMark(text.source(), at);
                case IN_THOUGHT -> thought(text, at);
                case ANSWER -> answer(text, at);
            };
        }
    }

    /** No more text comes before something else: what waits is words. */
    void end() throws IOException {
        if (holds()) {
            words.accept(held.take());
        }
        state = State.ANSWER;
    }

    /** A new text begins, in the place of all before. */
    void restart() {
        held.clear();
        state = State.HEADER;
    }

    private int header(JsonText text, int at) throws IOException {
        boolean ends = RawText.isLineBreak(text.source(), at) && ThinkingHeader.is(held.bytes(), held.length());
        int next = hold(text.source(), at);
        if (ends) {
            state = State.AFTER_HEADER;
            lineBreaks = 0;
        } else if (!ThinkingHeader.mayBegin(held.bytes(), held.length())) {
            return isNone(text);
        }
        return next;
    }

    private int afterHeader(JsonText text, int at) throws IOException {
        if (text.source()[at] == '>') {
            held.clear();
            state = State.AFTER_MARK;
            return at + 1;
        }
        if (RawText.isLineBreak(text.source(), at) && lineBreaks < BLANK_LINES_MAX) {
            lineBreaks++;
            return hold(text.source(), at);
        }
        return isNone(text);
    }

    /** There are no thoughts: what was held of this piece is read anew, so that it stays one. */
    private int isNone(JsonText text) throws IOException {
        held.shorten(heldBefore);
        end();
        return text.from();
    }

    private int hold(byte[] source, int at) {
        int next = RawText.next(source, at);
        held.append(source, at, next);
        return next;
    }

    private int lineStart(byte[] source, int at) throws IOException {
        if (source[at] == '>') {
            thoughts.accept(RawText.LINE_BREAK);
            state = State.AFTER_MARK;
            return at + 1;
        }
        state = State.ANSWER;
        return RawText.isLineBreak(source, at) ? RawText.next(source, at) : at;
    }

    private int afterMark(byte[] source, int at) {
        state = State.IN_THOUGHT;
        return source[at] == ' ' ? at + 1 : at;
    }

    private int thought(JsonText text, int from) throws IOException {
        int at = from;
        while (at < text.to() && !RawText.isLineBreak(text.source(), at)) {
            at = RawText.next(text.source(), at);
        }
        if (at > from) {
            thoughts.accept(text.part(from, at));
        }
        if (at == text.to()) {
            return at;
        }
        state = State.LINE_START;
        return RawText.next(text.source(), at);
    }

    private int answer(JsonText text, int from) throws IOException {
        words.accept(from == text.from() ? text : text.part(from, text.to()));
        return text.to();
    }
}
