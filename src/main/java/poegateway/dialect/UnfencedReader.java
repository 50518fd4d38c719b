package poegateway.dialect;

import java.io.IOException;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.dialect.words.OuterFence;
import poegateway.wire.JsonText;

/** Reads a reply whose words are to be JSON alone, and takes the code fence off them. */
final class UnfencedReader implements ReplyReader {
    private final ReplyReader reader;
    private final Steps steps = new Steps();
    private ReplyEvents into = event -> {};

    UnfencedReader(ReplyReader reader) {
        this.reader = reader;
    }

    @Override
    public void event(byte[] frame, int from, int to, ReplyEvents target) throws IOException {
        into = target;
        reader.event(frame, from, to, steps);
    }

    @Override
    public void end(boolean selfDelimiting, ReplyEvents target) throws IOException {
        into = target;
        reader.end(selfDelimiting, steps);
    }

    @Override
    public void breakOff(ReplyEvents target) throws IOException {
        into = target;
        reader.breakOff(steps);
        steps.breakOff();
    }

    @Override
    public boolean done() {
        return reader.done();
    }

    @Override
    public void whole(byte[] body, ReplyEvents target) throws IOException {
        into = target;
        reader.whole(body, steps);
    }

    private final class Steps implements ReplyEvents {
        private final OuterFence fence = new OuterFence(this::tell);
        private boolean replacing;

        @Override
        public void accept(ReplyEvent event) throws IOException {
            switch (event) {
                case ReplyEvent.Words words -> fence.add(words.delta());
                case ReplyEvent.Replaced replaced -> replace(replaced.text());
                case ReplyEvent.CallBegun call -> endText(call);
                case ReplyEvent.MediaShown shown -> endText(shown);
                case ReplyEvent.RefusalWords refusal -> endText(refusal);
                case ReplyEvent.Finished finished -> endText(finished);
                default -> into.accept(event);
            }
        }

        void breakOff() throws IOException {
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
}
