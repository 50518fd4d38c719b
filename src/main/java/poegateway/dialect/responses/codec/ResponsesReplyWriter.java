package poegateway.dialect.responses.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Part;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.StopReason;
import poegateway.core.MemoryLease;
import poegateway.core.failure.Failure;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.codec.ReplacedWords;
import poegateway.dialect.codec.SignedText;
import poegateway.dialect.responses.event.EventWriter;
import poegateway.dialect.responses.event.FailedEvent;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes replies as responses. */
final class ResponsesReplyWriter implements ReplyWriter {
    private static final byte[] NOTHING = {};
    private static final String OUTPUT = "output.";

    private final ResponseObjectWriter head;
    private final Optional<Consumer<JsonSlice>> kept;
    private final EventWriter events = new EventWriter();
    private final OutputEvents output;
    private final ReplacedWords sent = new ReplacedWords();
    private ReplyEvent.@Nullable Counted counted;
    private StopReason stop = StopReason.STOP;
    private boolean opened;

    /**
     * @param head of the response
     * @param names how the caller calls its tools
     * @param memory pays for the texts, which stand in the last event once more
     * @param kept is given the response when it is whole, before the caller gets its end; empty where nobody wants it
     */
    ResponsesReplyWriter(
            ResponseObjectWriter head, ToolNames names, MemoryLease memory, Optional<Consumer<JsonSlice>> kept) {
        this.head = head;
        this.kept = kept;
        this.output = new OutputEvents(events, new ItemIds(head.id()), names, memory);
    }

    /** One for a request of which nothing is known. */
    static ResponsesReplyWriter of(ReplyContext context, MemoryLease memory) {
        String id = "resp_" + context.requestId().replaceFirst("^req-", "");
        return new ResponsesReplyWriter(
                new ResponseObjectWriter(context, RequestEcho.NONE, id),
                RequestEcho.NONE.names(),
                memory,
                Optional.empty());
    }

    @Override
    public void write(ReplyEvent event, OutputStream out) throws IOException {
        switch (event) {
            case ReplyEvent.Begun first -> head.begin(first.detached());
            case ReplyEvent.Counted last ->
                counted = new ReplyEvent.Counted(last.usage(), last.extras().detached());
            case ReplyEvent.Suggested suggested -> {} // there is no place for it
            case ReplyEvent.Words words -> words(words.delta(), out);
            case ReplyEvent.Replaced replaced -> words(sent.rest(replaced.text()), out);
            case ReplyEvent.MediaShown shown -> words(sent.shown(shown), out);
            case ReplyEvent.Thoughts thoughts -> {
                open(out);
                output.thoughts(thoughts.delta(), out);
            }
            case ReplyEvent.ThoughtsSigned signed -> {
                open(out);
                output.sign(SignedText.shown(signed.signature(), head.origin(), Dialect.RESPONSES), out);
            }
            case ReplyEvent.RefusalWords refusal -> {
                open(out);
                output.refusal(refusal.delta(), out);
            }
            case ReplyEvent.CallBegun call -> {
                open(out);
                output.callBegun(call.index(), call.id(), call.name(), out);
            }
            case ReplyEvent.CallArguments more -> output.arguments(more.index(), more.delta(), out);
            case ReplyEvent.Others others -> others(others.extras(), out);
            case ReplyEvent.Finished finished -> {
                stop = finished.reason();
                keep();
                open(out);
                output.close(ResponseObjectWriter.lastStage(stop), out);
            }
        }
    }

    /** {@inheritDoc} Only now it is known what was counted. */
    @Override
    public void end(OutputStream out) throws IOException {
        if (counted != null) {
            keep();
        }
        boolean cut = ResponseObjectWriter.cut(stop).isPresent();
        JsonWriter json = events.begin(cut ? "response.incomplete" : "response.completed");
        head.writeDone(json.name("response"), stop, output.items(ResponseObjectWriter.lastStage(stop)), counted);
        events.end(out);
    }

    @Override
    public boolean started() {
        return opened;
    }

    @Override
    public byte[] whole(Reply reply) {
        try {
            steps(reply);
        } catch (IOException impossible) {
            throw new UncheckedIOException("nothing is written", impossible);
        }
        reply.usage().ifPresent(usage -> counted = new ReplyEvent.Counted(usage, reply.usageExtras()));
        byte[] response = response();
        kept.ifPresent(to -> to.accept(new JsonSlice(response, 0, response.length)));
        return response;
    }

    /** {@inheritDoc} There is none: every event has a number that must not come twice. */
    @Override
    public byte[] heartbeat() {
        return NOTHING;
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return FailedEvent.of(
                failure, new FailedEvent.Shown(head.id(), head.createdSeconds(), head.model(), events.sequence()));
    }

    private void keep() {
        kept.ifPresent(to -> {
            byte[] response = response();
            to.accept(new JsonSlice(response, 0, response.length));
        });
    }

    private byte[] response() {
        JsonWriter json = new JsonWriter();
        head.writeDone(json, stop, output.items(ResponseObjectWriter.lastStage(stop)), counted);
        return json.written().toByteArray();
    }

    private void open(OutputStream out) throws IOException {
        if (opened) {
            return;
        }
        opened = true;
        head.writeBegun(events.begin("response.created").name("response"));
        events.end(out);
        head.writeBegun(events.begin("response.in_progress").name("response"));
        events.end(out);
    }

    private void words(JsonText text, OutputStream out) throws IOException {
        if (!text.isEmpty()) {
            open(out);
            sent.add(text);
            output.words(text, out);
        }
    }

    /** Items that only this dialect knows. */
    private void others(Extras extras, OutputStream out) throws IOException {
        for (JsonSlice item : extras.membersFor(Dialect.RESPONSES).values()) {
            open(out);
            output.known(item, out);
        }
    }

    private void steps(Reply reply) throws IOException {
        OutputStream nowhere = OutputStream.nullOutputStream();
        head.begin(new ReplyEvent.Begun(reply.id(), reply.createdSeconds(), reply.model(), reply.envelope()));
        Map<Integer, JsonSlice> known = known(reply.extras());
        int calls = 0;
        for (Part part : reply.parts()) {
            knownHere(known, nowhere);
            if (part instanceof Part.Call call) {
                output.callBegun(calls, call.call().id(), call.call().name(), nowhere);
                output.arguments(calls, call.call().arguments(), nowhere);
                calls++;
            } else {
                part(part, reply, nowhere);
            }
        }
        stop = reply.stop();
        for (JsonSlice left : known.values()) {
            output.known(left, nowhere);
        }
        output.close(ResponseObjectWriter.lastStage(stop), nowhere);
    }

    /** Items whose place is next. */
    private void knownHere(Map<Integer, JsonSlice> known, OutputStream nowhere) throws IOException {
        JsonSlice item = known.remove(output.size());
        while (item != null) {
            output.known(item, nowhere);
            item = known.remove(output.size());
        }
    }

    private void part(Part part, Reply reply, OutputStream nowhere) throws IOException {
        switch (part) {
            case Part.Words said -> words(said.text(), nowhere);
            case Part.Refusal declined -> output.refusal(declined.text(), nowhere);
            case Part.Media media ->
                words(sent.shown(new ReplyEvent.MediaShown(media, reply.hasInWords(media))), nowhere);
            case Part.Thinking thinking -> {
                if (!thinking.text().isEmpty()) {
                    output.thoughts(thinking.text(), nowhere);
                }
                if (thinking.signature().isPresent()) {
                    output.sign(
                            SignedText.shown(thinking.signature().get(), head.origin(), Dialect.RESPONSES), nowhere);
                }
            }
            case Part.Call call -> {} // written by itself
            case Part.Result result -> {} // no model gives one
            case Part.Foreign foreign -> {} // likewise
            case Part.ForeignCall foreign -> {} // likewise
        }
    }

    /** By their place in the output. */
    private static Map<Integer, JsonSlice> known(Extras extras) {
        Map<Integer, JsonSlice> known = new TreeMap<>();
        extras.membersFor(Dialect.RESPONSES).forEach((name, item) -> {
            if (name.startsWith(OUTPUT)) {
                known.put(Integer.parseInt(name.substring(OUTPUT.length())), item);
            }
        });
        return known;
    }
}
