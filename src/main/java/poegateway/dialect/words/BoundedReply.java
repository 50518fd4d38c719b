package poegateway.dialect.words;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import poegateway.conversation.Bounds;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.conversation.StopReason;
import poegateway.wire.json.JsonText;

/**
 * Ends an answer where the caller wanted it to end, for models that cannot be told. Tokens are counted as four bytes each, which
 * is an estimate. The words at which to stop are found wherever the pieces of a stream are cut; what may be the beginning of one
 * is held back until that is known. Not thread-safe.
 */
public final class BoundedReply implements ReplyEvents {
    private static final int BYTES_PER_TOKEN = 4;

    private final ReplyEvents next;
    private final OptionalLong bytesMax;
    private final List<String> stop;
    private final int longestStop;
    private final boolean unbounded;
    private final StringBuilder held = new StringBuilder();
    private long bytes;
    private boolean ended;
    private boolean replacing;

    /**
     * @param bounds to be kept
     * @param next takes each step within them
     */
    public BoundedReply(Bounds bounds, ReplyEvents next) {
        this.next = next;
        this.bytesMax = bounds.maxTokens().isPresent()
                ? OptionalLong.of(
                        Math.multiplyExact(Math.min(bounds.maxTokens().getAsLong(), 1L << 40), BYTES_PER_TOKEN))
                : OptionalLong.empty();
        this.stop = bounds.stop().stream()
                .map(JsonText::decoded)
                .filter(word -> !word.isEmpty())
                .toList();
        this.longestStop = stop.stream().mapToInt(String::length).max().orElse(0);
        this.unbounded = stop.isEmpty() && bytesMax.isEmpty();
    }

    /** Whether a bound was reached: the answer is finished, and the model need not go on. */
    public boolean ended() {
        return ended;
    }

    @Override
    public void accept(ReplyEvent event) throws IOException {
        if (ended) {
            return;
        }
        switch (event) {
            case ReplyEvent.Words words -> words(words);
            case ReplyEvent.Replaced replaced -> replaced(replaced.text());
            case ReplyEvent.Finished finished -> {
                release(held.length());
                tellEmptyReplacement();
                next.accept(finished);
            }
            default -> next.accept(event);
        }
    }

    /** The model says no more, though it has not finished: lets go of what is held. */
    public void breakOff() throws IOException {
        if (!ended) {
            release(held.length());
        }
    }

    /** Most answers have no bounds, and their words go on as they are. */
    private void words(ReplyEvent.Words words) throws IOException {
        if (unbounded && !replacing) {
            next.accept(words);
        } else {
            words(words.delta());
        }
    }

    private void replaced(JsonText text) throws IOException {
        held.setLength(0);
        bytes = 0;
        replacing = true;
        words(text);
        if (held.isEmpty()) {
            tellEmptyReplacement();
        }
    }

    /** The first words of a text that replaces others are told as that, so that writers can compare them with the others. */
    private void tell(JsonText text) throws IOException {
        boolean first = replacing;
        replacing = false;
        next.accept(first ? new ReplyEvent.Replaced(text) : new ReplyEvent.Words(text));
    }

    private void tellEmptyReplacement() throws IOException {
        if (replacing) {
            tell(JsonText.EMPTY);
        }
    }

    private void words(JsonText delta) throws IOException {
        if (stop.isEmpty()) {
            pass(delta);
            return;
        }
        held.append(delta.decoded());
        int at = firstStop();
        if (at >= 0) {
            release(at);
            finish(StopReason.STOP);
        } else {
            release(held.length() - possibleBeginning());
        }
    }

    private int firstStop() {
        int first = -1;
        for (String word : stop) {
            int at = held.indexOf(word);
            first = at >= 0 && (first < 0 || at < first) ? at : first;
        }
        return first;
    }

    /** Length of the longest end of what is held that one of the words begins with. */
    private int possibleBeginning() {
        for (int length = Math.min(held.length(), longestStop - 1); length > 0; length--) {
            String end = held.substring(held.length() - length);
            if (stop.stream().anyMatch(word -> word.startsWith(end))) {
                return length;
            }
        }
        return 0;
    }

    private void release(int characters) throws IOException {
        if (characters > 0) {
            String text = held.substring(0, characters);
            held.delete(0, characters);
            pass(JsonText.of(text));
        }
    }

    private void pass(JsonText delta) throws IOException {
        if (bytesMax.isEmpty()) {
            tell(delta);
            return;
        }
        String text = delta.decoded();
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        long left = bytesMax.getAsLong() - bytes;
        if (length <= left) {
            bytes += length;
            tell(delta);
            return;
        }
        String beginning = beginning(text, left);
        if (!beginning.isEmpty()) {
            tell(JsonText.of(beginning));
        }
        finish(StopReason.LENGTH);
    }

    /** The longest beginning of so many bytes that cuts no character. */
    private static String beginning(String text, long bytesMax) {
        long bytes = 0;
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            int length = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (bytes + length > bytesMax) {
                break;
            }
            bytes += length;
            at += Character.charCount(character);
        }
        return text.substring(0, at);
    }

    private void finish(StopReason reason) throws IOException {
        if (!ended) {
            ended = true;
            tellEmptyReplacement();
            next.accept(new ReplyEvent.Finished(reason));
        }
    }
}
