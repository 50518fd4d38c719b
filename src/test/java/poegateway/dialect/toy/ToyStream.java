package poegateway.dialect.toy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import poegateway.core.MemoryLease;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.wire.SseReader;

/** Events {@code word} up to one {@code end}, or a {@code trouble} that knows how many came before it. */
final class ToyStream implements ReplyStream {
    private static final int END_BYTES = 2;
    private static final byte[] HUM = "event: hum\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);

    private final ReplyContext context;
    private final SseReader reader;
    private int events;
    private boolean done;

    ToyStream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        this.context = context;
        this.reader = new SseReader(eventLimitBytes, memory);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, OutputStream out) throws IOException {
        reader.feed(bytes, offset, length, (frame, from, to) -> event(frame, from, to, out));
    }

    private void event(byte[] frame, int from, int to, OutputStream out) throws IOException {
        if (done) {
            return;
        }
        String text = new String(frame, from, to - from, StandardCharsets.ISO_8859_1);
        if (text.startsWith("event: trouble\n")) {
            int data = from + text.indexOf("data: ") + "data: ".length();
            throw new FailureException(context.errors().readEvent(frame, data, to - END_BYTES));
        }
        events++;
        done = text.startsWith("event: end\n");
        out.write(frame, from, to - from);
    }

    @Override
    public void end(boolean marked, OutputStream out) {
        if (!done) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
    }

    @Override
    public void breakOff(OutputStream out) {}

    @Override
    public boolean started() {
        return events > 0;
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public int eventCount() {
        return events;
    }

    @Override
    public Optional<Usage> usage() {
        return Optional.of(new Usage(1, events));
    }

    @Override
    public Optional<String> model() {
        return Optional.empty();
    }

    @Override
    public byte[] heartbeat() {
        return HUM.clone();
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        String data = "{\"code\":\"" + failure.code() + "\",\"after\":" + events + ",\"talk\":\"" + context.requestId()
                + "\"," + ToyFormat.reason(failure) + "}";
        return ("event: trouble\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
