package poegateway.dialect.toy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import poegateway.core.MemoryLease;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.PassthroughStream;
import poegateway.dialect.ReplyContext;

/** Events {@code word} up to one {@code end}, or a {@code trouble} that knows how many came before it. */
final class ToyStream extends PassthroughStream {
    private static final int END_BYTES = 2;
    private static final byte[] HUM = "event: hum\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);

    private final ReplyContext context;

    ToyStream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        super(eventLimitBytes, memory);
        this.context = context;
    }

    @Override
    protected void event(byte[] frame, int from, int to) throws IOException {
        String text = new String(frame, from, to - from, StandardCharsets.ISO_8859_1);
        if (text.startsWith("event: trouble\n")) {
            int data = from + text.indexOf("data: ") + "data: ".length();
            throw new FailureException(context.errors().readEvent(frame, data, to - END_BYTES));
        }
        begin();
        if (text.startsWith("event: end\n")) {
            finish();
        }
        pass(frame, from, to);
    }

    @Override
    protected void lastEvent(byte[] frame, int from, int to) {
        // an event ends with its blank line
    }

    @Override
    public Optional<Usage> usage() {
        return Optional.of(new Usage(1, eventCount()));
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
        String data = "{\"code\":\"" + failure.code() + "\",\"after\":" + eventCount() + ",\"talk\":\""
                + context.requestId() + "\"," + ToyFormat.reason(failure) + "}";
        return ("event: trouble\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
