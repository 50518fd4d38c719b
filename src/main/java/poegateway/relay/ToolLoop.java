package poegateway.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReplyAccumulator;
import poegateway.conversation.ReplyEvents;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.Failure;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.ReplyWriter;
import poegateway.meter.Operation;
import poegateway.relay.reply.ReplyBudget;
import poegateway.relay.tool.ToolRounds;
import poegateway.wire.json.JsonEdits;

/**
 * Asks a model, runs the tools that it calls, and asks again, until it answers. A stream shows words of every round as they come, and
 * signs of life while tools run; a whole answer is made of all of them.
 */
final class ToolLoop implements Answer {
    private final Model model;
    private final ReplyWriter writer;
    private final RequestTimeline timeline;
    private final Operation operation;
    private final ReplyBudget.Lease memory;
    private final BufferedOutput early = new BufferedOutput();
    private OutputStream out = early;
    private @Nullable ToolRounds rounds;
    private @Nullable Answer round;
    private Map<String, String> headers = Map.of();
    private int attempts;

    /** Asks the model once. */
    @FunctionalInterface
    interface Model {
        /** The answer; its steps go to the events while it is written. */
        Answer ask(Prompt prompt, ReplyEvents events);
    }

    /** @param memory pays for the answers; closed with this */
    ToolLoop(Model model, ReplyWriter writer, RequestTimeline timeline, Operation operation, ReplyBudget.Lease memory) {
        this.model = model;
        this.writer = writer;
        this.timeline = timeline;
        this.operation = operation;
        this.memory = memory;
    }

    /** Takes the steps that are for the caller of a stream. */
    ReplyEvents stream() {
        return event -> writer.write(event, out);
    }

    /** Asks for the first time, so that a failure before the model's first word is still a status. */
    Answer begin(ToolRounds all) {
        rounds = all;
        ask(all);
        headers = Map.copyOf(current().headers());
        return this;
    }

    /** All rounds at once, for a whole answer. */
    Answer whole(ToolRounds all, ReplyAccumulator shown, ErrorForm errors) {
        rounds = all;
        ask(all);
        try {
            run(all, OutputStream.nullOutputStream());
        } catch (IOException impossible) {
            throw new UncheckedIOException("nobody is written to", impossible);
        }
        Map<String, String> told = new LinkedHashMap<>(headers);
        told.put("x-poe-gateway-attempts", Integer.toString(attempts));
        if (all.rounds() > 0) {
            told.put("x-poe-gateway-paid-calls", Integer.toString(all.rounds() + 1));
        }
        writer.told(all.told());
        byte[] body = writer.whole(shown.reply());
        memory.take(2L * body.length);
        return BufferedAnswer.json(told, body, JsonEdits.NONE, errors, memory);
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.empty();
    }

    @Override
    public void writeTo(OutputStream caller) throws IOException {
        early.moveTo(caller);
        out = caller;
        ToolRounds all = Objects.requireNonNull(rounds);
        run(all, caller);
        writer.end(caller);
    }

    @Override
    public byte[] heartbeat() {
        return writer.heartbeat();
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return writer.errorEvent(failure);
    }

    @Override
    public void close() {
        closeRound();
        memory.close();
    }

    private void run(ToolRounds all, OutputStream caller) throws IOException {
        try {
            while (true) {
                try (Answer asked = current()) {
                    asked.writeTo(caller);
                    headers = asked.headers();
                }
                round = null;
                if (!goOn(all, caller)) {
                    return;
                }
                ask(all);
            }
        } finally {
            all.usage().ifPresent(operation::usage);
        }
    }

    private boolean goOn(ToolRounds all, OutputStream caller) throws IOException {
        caller.flush();
        timeline.enter(RequestPhase.RUNNING_TOOLS);
        try {
            boolean again = all.goOn();
            if (!again) {
                writer.told(all.told());
            }
            return again;
        } finally {
            timeline.resume();
        }
    }

    private void ask(ToolRounds all) {
        Answer asked = model.ask(all.prompt(), all);
        round = asked;
        attempts += Integer.parseInt(asked.headers().getOrDefault("x-poe-gateway-attempts", "1"));
    }

    private Answer current() {
        return Objects.requireNonNull(round);
    }

    private void closeRound() {
        Answer asked = round;
        round = null;
        if (asked != null) {
            asked.close();
        }
    }

    /** What is written before the head of the answer is out. */
    private static final class BufferedOutput extends OutputStream {
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

        @Override
        public void write(int octet) {
            bytes.write(octet);
        }

        @Override
        public void write(byte[] source, int from, int length) {
            bytes.write(source, from, length);
        }

        void moveTo(OutputStream target) throws IOException {
            bytes.writeTo(target);
            bytes = new ByteArrayOutputStream(0);
        }
    }
}
