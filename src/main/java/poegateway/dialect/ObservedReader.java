package poegateway.dialect;

import java.io.IOException;
import java.util.List;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;

/** Reads a reply and shows each step to somebody who looks on, who sees to it that nothing that fails there comes here. */
final class ObservedReader implements ReplyReader {
    private final ReplyReader reader;
    private final ReplyEvents observer;
    private final Observed observed = new Observed();
    private ReplyEvents into = event -> {};

    ObservedReader(ReplyReader reader, ReplyEvents observer) {
        this.reader = reader;
        this.observer = observer;
    }

    @Override
    public void event(byte[] frame, int from, int to, ReplyEvents target) throws IOException {
        into = target;
        reader.event(frame, from, to, observed);
    }

    @Override
    public void end(boolean selfDelimiting, ReplyEvents target) throws IOException {
        into = target;
        reader.end(selfDelimiting, observed);
    }

    @Override
    public void breakOff(ReplyEvents target) throws IOException {
        into = target;
        reader.breakOff(observed);
    }

    @Override
    public boolean done() {
        return reader.done();
    }

    @Override
    public void whole(byte[] body, ReplyEvents target) throws IOException {
        into = target;
        reader.whole(body, observed);
    }

    @Override
    public List<String> unread(byte[] body) {
        return reader.unread(body);
    }

    private final class Observed implements ReplyEvents {
        @Override
        public void accept(ReplyEvent event) throws IOException {
            observer.accept(event);
            into.accept(event);
        }
    }
}
