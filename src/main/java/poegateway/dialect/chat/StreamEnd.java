package poegateway.dialect.chat;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.wire.json.Json;

/**
 * How a stream ends: one finish on the last chunk with choices, then the usage once, if it is wanted. Which finish is the last
 * and which usage counts is only known when the next event is there, so the events that hold them wait for it.
 */
final class StreamEnd {
    private final StreamState state;
    private final EventRun run;
    private String finish = "";
    /** A finish that words belied, when it says that the answer lacks something. */
    private String cut = "";

    private @Nullable HeldEvent heldFinish;
    private boolean heldFinishAdds;
    private @Nullable HeldEvent heldUsage;

    StreamEnd(StreamState state, EventRun run) {
        this.state = state;
        this.run = run;
    }

    /** Whether the answer says that it is finished, as far as it has come. */
    boolean finished() {
        return !finish.isEmpty();
    }

    /** An event with choices. */
    void chunk(EventReader.Reading reading, byte[] bytes, int from, int to) throws IOException {
        boolean words = reading.adds() == DeltaReader.Adds.WORDS;
        if (finished() && !words && reading.adds() == DeltaReader.Adds.NOTHING) {
            finish = FinishReason.stronger(finish, reading.finish());
            return;
        }
        if (finished()) {
            releaseFinish("null");
            cut = FinishReason.saysCut(finish) ? finish : cut;
            finish = words ? "" : finish;
        }
        if (reading.finish().isEmpty()) {
            run.write(reading.edits(), bytes, from, to);
            return;
        }
        finish = FinishReason.stronger(reading.finish(), FinishReason.stronger(finish, cut));
        heldFinish = held(reading, bytes, from, to);
        heldFinishAdds = reading.adds() != DeltaReader.Adds.NOTHING;
    }

    /** An event with usage that is wanted, and without choices. */
    void usage(EventReader.Reading reading, byte[] bytes, int from, int to) {
        state.forgetKeptUsage();
        heldUsage = held(reading, bytes, from, to);
    }

    /** Writes what waits, and a finish where Poe gave none. */
    void write() throws IOException {
        ToolCalls calls = state.toolCalls();
        calls.refuseNameless();
        String known = finished() ? finish : cut.isEmpty() ? FinishReason.STOP : cut;
        boolean mayBeError = !finished() && state.unknownSeen();
        if (mayBeError || (known.equals(FinishReason.STOP) && calls.areCut())) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
        String reason = FinishReason.besideCalls(known, !calls.isEmpty(), calls.hasFunctionCall());
        if (heldFinish == null) {
            run.write(state.closing(reason));
        } else {
            releaseFinish(Json.quoted(reason));
        }
        writeUsage();
    }

    /** The stream broke off: what the model said is not lost, but it is not finished. */
    void abandon() throws IOException {
        if (heldFinishAdds) {
            releaseFinish("null");
        }
        heldFinish = null;
        heldUsage = null;
    }

    /** The bytes that were fed are about to change. */
    void copyOut() {
        if (heldFinish != null) {
            heldFinish.copyOut();
        }
        if (heldUsage != null) {
            heldUsage.copyOut();
        }
    }

    private void writeUsage() throws IOException {
        if (state.keptUsage().isPresent()) {
            run.write(state.keptUsage().get());
        } else if (heldUsage != null) {
            heldUsage.writeTo(run);
        }
        heldUsage = null;
    }

    private void releaseFinish(String value) throws IOException {
        if (heldFinish != null) {
            heldFinish.writeTo(run, value);
        }
        heldFinish = null;
    }

    private HeldEvent held(EventReader.Reading reading, byte[] bytes, int from, int to) {
        HeldEvent held = new HeldEvent(bytes, from, to, reading.edits(), reading.finishAt());
        if (!run.isFed(bytes)) {
            held.copyOut();
        }
        return held;
    }
}
