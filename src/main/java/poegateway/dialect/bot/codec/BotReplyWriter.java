package poegateway.dialect.bot.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Part;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.StopReason;
import poegateway.core.failure.Failure;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.bot.event.BotErrors;
import poegateway.dialect.bot.event.BotFrames;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/**
 * Writes answers as the events of a bot. The protocol has no place for thoughts: they are written as bots show them, as quoted
 * lines below {@code *Thinking...*}. It has no whole answers either: a whole reply is written as the stream that it could have been.
 */
final class BotReplyWriter implements ReplyWriter {
    private static final ErrorForm ERRORS = new BotErrors();
    private static final byte[] META =
            ascii("event: meta\ndata: {\"content_type\":\"text/markdown\",\"suggested_replies\":false}\n\n");
    private static final byte[] TEXT = ascii("event: text\ndata: {\"text\":\"");
    private static final byte[] REPLACE = ascii("event: replace_response\ndata: {\"text\":\"");
    private static final byte[] SUGGESTION = ascii("event: suggested_reply\ndata: {\"text\":\"");
    private static final byte[] TEXT_END = ascii("\"}\n\n");
    private static final byte[] FILE = BotFrames.before("file");
    private static final byte[] AFTER = BotFrames.after();
    private static final byte[] DONE = BotFrames.done();
    private static final byte[] NOTHING = {};
    private static final JsonText HEADER = RawText.ascii("*Thinking...*\\n\\n> ");
    private static final JsonText NEXT_LINE = RawText.ascii("\\n> ");
    private static final JsonText BLANK_LINE = RawText.ascii("\\n\\n");

    private final JsonWriter json = new JsonWriter();
    private final ChunkWriter chunks;
    private ReplyEvent.@Nullable Counted counted;
    private boolean thinking;
    private boolean saidWords;
    private boolean calls;
    private volatile boolean started;

    BotReplyWriter(ReplyContext context) {
        this.chunks = new ChunkWriter(context);
    }

    @Override
    public void write(ReplyEvent event, OutputStream out) throws IOException {
        switch (event) {
            case ReplyEvent.Begun first -> {} // nothing of it has a place here
            case ReplyEvent.ThoughtsSigned signed -> {} // likewise
            case ReplyEvent.Others others -> {} // likewise
            case ReplyEvent.Counted last ->
                counted = new ReplyEvent.Counted(last.usage(), last.extras().detached());
            case ReplyEvent.Words words -> words(words.delta(), out);
            case ReplyEvent.RefusalWords refusal -> words(refusal.delta(), out);
            case ReplyEvent.Thoughts thoughts -> thoughts(thoughts.delta(), out);
            case ReplyEvent.Replaced replaced -> replaced(replaced.text(), out);
            case ReplyEvent.Suggested suggested -> text(SUGGESTION, suggested.text(), out);
            case ReplyEvent.MediaShown shown -> file(shown.media(), out);
            case ReplyEvent.CallBegun call -> call(call, out);
            case ReplyEvent.CallArguments more -> chunks.arguments(more, out);
            case ReplyEvent.Finished finished -> finished(finished.reason(), out);
        }
    }

    @Override
    public void end(OutputStream out) throws IOException {
        start(out);
        ReplyEvent.Counted last = counted;
        if (last != null) {
            chunks.usage(last, out);
        }
        out.write(DONE, 0, DONE.length);
    }

    @Override
    public boolean started() {
        return started;
    }

    @Override
    public byte[] whole(Reply reply) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            for (ReplyEvent step : steps(reply)) {
                write(step, out);
            }
            end(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all", e);
        }
        return out.toByteArray();
    }

    @Override
    public byte[] heartbeat() {
        return started ? BotFrames.ping() : NOTHING;
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return ERRORS.event(failure);
    }

    private static List<ReplyEvent> steps(Reply reply) {
        List<ReplyEvent> steps = new ArrayList<>();
        int calls = 0;
        for (Part part : reply.parts()) {
            switch (part) {
                case Part.Words words -> steps.add(new ReplyEvent.Words(words.text()));
                case Part.Refusal refusal -> steps.add(new ReplyEvent.RefusalWords(refusal.text()));
                case Part.Thinking thoughts -> steps.add(new ReplyEvent.Thoughts(thoughts.text()));
                case Part.Media media -> steps.add(new ReplyEvent.MediaShown(media, reply.hasInWords(media)));
                case Part.Call call -> {
                    steps.add(new ReplyEvent.CallBegun(
                            calls,
                            call.call().id(),
                            call.call().name(),
                            call.call().extras()));
                    steps.add(new ReplyEvent.CallArguments(calls, call.call().arguments()));
                    calls++;
                }
                case Part.Result result -> {} // no model gives one
                case Part.Foreign foreign -> {} // likewise
                case Part.ForeignCall foreign -> {} // likewise
            }
        }
        reply.suggestions().forEach(text -> steps.add(new ReplyEvent.Suggested(text)));
        steps.add(new ReplyEvent.Finished(reply.stop()));
        reply.usage().ifPresent(usage -> steps.add(new ReplyEvent.Counted(usage, reply.usageExtras())));
        return steps;
    }

    private void words(JsonText text, OutputStream out) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        if (thinking) {
            thinking = false;
            text(TEXT, BLANK_LINE, out);
        }
        saidWords = true;
        text(TEXT, text, out);
    }

    private void thoughts(JsonText text, OutputStream out) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        if (!thinking) {
            thinking = true;
            if (saidWords) {
                text(TEXT, BLANK_LINE, out);
            }
            text(TEXT, HEADER, out);
        }
        text(TEXT, quoted(text), out);
    }

    /** The text with the mark of a quotation behind each line break. */
    private static JsonText quoted(JsonText text) {
        HeldText quoted = new HeldText();
        int run = text.from();
        for (int at = run; at < text.to(); ) {
            int next = RawText.next(text.source(), at);
            if (RawText.isLineBreak(text.source(), at)) {
                quoted.append(text.source(), run, at);
                quoted.append(NEXT_LINE.source(), NEXT_LINE.from(), NEXT_LINE.to());
                run = next;
            }
            at = next;
        }
        if (quoted.length() == 0) {
            return text;
        }
        quoted.append(text.source(), run, text.to());
        return quoted.take();
    }

    private void replaced(JsonText text, OutputStream out) throws IOException {
        thinking = false;
        saidWords = !text.isEmpty();
        text(REPLACE, text, out);
    }

    private void text(byte[] before, JsonText text, OutputStream out) throws IOException {
        start(out);
        json.raw(before)
                .raw(text.source(), text.from(), text.to())
                .raw(TEXT_END)
                .drainTo(out);
    }

    private void file(Part.Media media, OutputStream out) throws IOException {
        start(out);
        json.raw(FILE).beginObject();
        AttachmentWriter.describe(media, json);
        json.endObject().raw(AFTER).drainTo(out);
    }

    private void call(ReplyEvent.CallBegun call, OutputStream out) throws IOException {
        start(out);
        calls = true;
        chunks.call(call, out);
    }

    /** Only what {@code done} does not say by itself is said before it. */
    private void finished(StopReason reason, OutputStream out) throws IOException {
        if (calls || reason != StopReason.STOP) {
            start(out);
            chunks.finish(reason, out);
        }
    }

    /** The first event says what the others are. */
    private void start(OutputStream out) throws IOException {
        if (!started) {
            started = true;
            out.write(META, 0, META.length);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
