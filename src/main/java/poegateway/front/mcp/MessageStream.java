package poegateway.front.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import poegateway.core.failure.Failure;
import poegateway.relay.Answer;

/** The answer to a request before which something is said, or that takes long: a stream of events that ends with it. */
final class MessageStream implements Answer {
    private static final byte[] NOTHING = {};

    /** A comment. */
    private static final byte[] OPENING = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final RunningWork work;
    private final byte[] opening;
    private final McpErrors errors = new McpErrors();

    MessageStream(RunningWork work) {
        this(work, NOTHING);
    }

    private MessageStream(RunningWork work, byte... opening) {
        this.work = work;
        this.opening = opening;
    }

    /** One that is seen to begin at once, though there may be nothing to say for long. */
    static MessageStream idle(RunningWork work) {
        return new MessageStream(work, OPENING);
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.empty();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(opening);
        while (true) {
            if (work.isSilent()) {
                out.flush();
            }
            switch (work.next()) {
                case MessageQueue.Entry.Said said -> write(said.message(), out);
                case MessageQueue.Entry.Answered answered -> {
                    if (answered.reply().isPresent()) {
                        write(answered.reply().get().message(), out);
                    }
                    return;
                }
                case MessageQueue.Entry.Broken broken -> throw broken.rethrown();
                case MessageQueue.Entry.Abandoned abandoned -> throw work.abandoned();
            }
        }
    }

    private static void write(ObjectNode message, OutputStream out) throws IOException {
        out.write(McpErrors.event(message));
    }

    @Override
    public byte[] heartbeat() {
        return NOTHING;
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return errors.event(failure);
    }

    @Override
    public void close() {
        // the work is closed by who began it
    }
}
