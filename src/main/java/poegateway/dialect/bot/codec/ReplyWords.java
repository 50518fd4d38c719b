package poegateway.dialect.bot.codec;

import java.io.IOException;
import poegateway.conversation.Part;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.wire.json.JsonText;

/** The text of one answer on its way: thoughts are parted from words, and references become addresses. Not thread-safe. */
final class ReplyWords {
    private final ThinkingText thinking = new ThinkingText(this::answer, this::thoughts);
    private final InlineReferences references = new InlineReferences(this::words);
    private final HeldText replacement = new HeldText();
    private ReplyEvents into = event -> {};
    private boolean replacing;
    private boolean replaced;
    private boolean handedOver;

    /** Whether anything was handed over. */
    boolean handedOver() {
        return handedOver;
    }

    void add(JsonText text, ReplyEvents steps) throws IOException {
        into = steps;
        thinking.add(text);
    }

    /** Thoughts that come apart from the text. */
    void thoughts(JsonText text, ReplyEvents steps) throws IOException {
        into = steps;
        thoughts(text);
    }

    /** All words so far are void. What is not known to be words of the new text comes later, as further words. */
    void replace(JsonText text, ReplyEvents steps) throws IOException {
        into = steps;
        thinking.restart();
        references.restart();
        replaced = true;
        replacing = true;
        try {
            thinking.add(text);
        } finally {
            replacing = false;
        }
        if (replacement.length() > 0) {
            tellReplacement(replacement.take());
        }
    }

    void file(Part.Media file, JsonText reference, ReplyEvents steps) throws IOException {
        into = steps;
        if (reference.isEmpty()) {
            tellEmptyReplacement();
        }
        handedOver = true;
        references.file(file, reference, steps);
    }

    /** Something else than text comes. */
    void beforeOther(ReplyEvents steps) throws IOException {
        release(steps);
        handedOver = true;
    }

    /** Lets go of what waits, as it stands. */
    void release(ReplyEvents steps) throws IOException {
        into = steps;
        if (thinking.holds()) {
            thinking.end();
        }
        references.release(steps);
        tellEmptyReplacement();
    }

    /** The answer is complete. */
    void end(ReplyEvents steps) throws IOException {
        release(steps);
        references.end(steps);
    }

    private void answer(JsonText piece) throws IOException {
        references.add(piece, into);
    }

    private void thoughts(JsonText piece) throws IOException {
        handedOver = true;
        into.accept(new ReplyEvent.Thoughts(piece));
    }

    private void words(JsonText piece) throws IOException {
        if (piece.isEmpty()) {
            return;
        }
        if (replacing) {
            replacement.append(piece.source(), piece.from(), piece.to());
        } else if (replaced) {
            tellReplacement(piece);
        } else {
            handedOver = true;
            into.accept(new ReplyEvent.Words(piece));
        }
    }

    private void tellEmptyReplacement() throws IOException {
        if (replaced) {
            tellReplacement(JsonText.EMPTY);
        }
    }

    private void tellReplacement(JsonText text) throws IOException {
        replaced = false;
        handedOver = true;
        into.accept(new ReplyEvent.Replaced(text));
    }
}
