package poegateway.dialect;

import java.io.IOException;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.dialect.words.OuterFence;
import poegateway.wire.json.JsonText;

/** Reads a reply whose words are to be JSON alone, and takes the code fence off them. */
final class UnfencedReader extends WrappedReader {
    private final OuterFence fence = new OuterFence(this::tell);
    private ReplyEvents into = event -> {};
    private boolean replacing;

    UnfencedReader(ReplyReader reader) {
        super(reader);
    }

    @Override
    void step(ReplyEvent event, ReplyEvents next) throws IOException {
        into = next;
        switch (event) {
            case ReplyEvent.Words words -> fence.add(words.delta());
            case ReplyEvent.Replaced replaced -> replace(replaced.text());
            case ReplyEvent.CallBegun call -> endText(call);
            case ReplyEvent.MediaShown shown -> endText(shown);
            case ReplyEvent.RefusalWords refusal -> endText(refusal);
            case ReplyEvent.Finished finished -> endText(finished);
            default -> next.accept(event);
        }
    }

    @Override
    void release(ReplyEvents next) throws IOException {
        into = next;
        fence.release();
        tellEmptyReplacement();
    }

    private void replace(JsonText text) throws IOException {
        fence.restart();
        replacing = true;
        fence.add(text);
        if (!fence.holds()) {
            tellEmptyReplacement();
        }
    }

    private void endText(ReplyEvent next) throws IOException {
        fence.end();
        tellEmptyReplacement();
        into.accept(next);
    }

    private void tellEmptyReplacement() throws IOException {
        if (replacing) {
            tell(JsonText.EMPTY);
        }
    }

    /** The first words of a text that replaces others are told as that. */
    private void tell(JsonText text) throws IOException {
        boolean first = replacing;
        replacing = false;
        into.accept(first ? new ReplyEvent.Replaced(text) : new ReplyEvent.Words(text));
    }
}
