package poegateway.dialect.chat.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyEvent;
import poegateway.core.failure.Failure;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.OpenAiErrors;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.codec.ReplacedWords;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes replies as chat completions. */
final class ChatReplyWriter implements ReplyWriter {
    private static final ErrorForm ERRORS = new OpenAiErrors();
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] CHUNK_END = ascii(",\"finish_reason\":null}]}\n\n");
    private static final byte[] FRAME_END = ascii("\n\n");
    private static final byte[] DONE = ascii("data: [DONE]\n\n");
    private static final byte[] NOTHING = {};

    private final ReplyContext context;
    private final JsonWriter json = new JsonWriter();
    private final ReplacedWords sent = new ReplacedWords();
    private byte[] chunkStart = NOTHING;
    private ReplyEvent.@Nullable Begun begun;
    private ReplyEvent.@Nullable Counted counted;
    private final CallWriter calls;
    private final Set<Integer> customCalls = new HashSet<>();
    private int olderCall = -1;
    private boolean roleGiven;
    private volatile byte[] heartbeat = NOTHING;

    ChatReplyWriter(ReplyContext context) {
        this.context = context;
        this.calls = new CallWriter(json, context.opening().olderCalls());
    }

    @Override
    public void write(ReplyEvent event, OutputStream out) throws IOException {
        switch (event) {
            case ReplyEvent.Begun first -> begun = first.detached();
            case ReplyEvent.Counted last ->
                counted = new ReplyEvent.Counted(last.usage(), last.extras().detached());
            case ReplyEvent.Suggested suggested -> {} // there is no place for it
            case ReplyEvent.ThoughtsSigned signed -> {} // likewise
            case ReplyEvent.Words words -> words(words.delta(), out);
            case ReplyEvent.Replaced replaced -> words(sent.rest(replaced.text()), out);
            case ReplyEvent.Thoughts thoughts -> text("reasoning_content", thoughts.delta(), out);
            case ReplyEvent.RefusalWords refusal -> text("refusal", refusal.delta(), out);
            case ReplyEvent.CallBegun call -> callBegun(call, out);
            case ReplyEvent.CallArguments more -> callArguments(more, out);
            case ReplyEvent.MediaShown shown -> words(sent.shown(shown), out);
            case ReplyEvent.Others others -> others(others.extras(), out);
            case ReplyEvent.Finished finished -> finished(StopReasons.word(finished.reason(), olderCall >= 0), out);
        }
    }

    @Override
    public void end(OutputStream out) throws IOException {
        ReplyEvent.Counted last = counted;
        if (context.opening().usageWanted() && last != null) {
            json.raw(DATA).beginObject();
            head(begun());
            json.name("choices").beginArray().endArray().name("usage");
            usage(last);
            json.endObject().raw(FRAME_END).drainTo(out);
        }
        out.write(DONE, 0, DONE.length);
    }

    @Override
    public boolean started() {
        return roleGiven;
    }

    @Override
    public byte[] whole(Reply reply) {
        return new WholeChatWriter(context).write(reply);
    }

    @Override
    public byte[] heartbeat() {
        return heartbeat;
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return ERRORS.event(failure);
    }

    private void words(JsonText text, OutputStream out) throws IOException {
        if (!text.isEmpty()) {
            sent.add(text);
            text("content", text, out);
        }
    }

    private void text(String name, JsonText text, OutputStream out) throws IOException {
        openDelta();
        json.name(name).value(text).endObject();
        closeChunk(out);
    }

    private void callBegun(ReplyEvent.CallBegun call, OutputStream out) throws IOException {
        Map<String, JsonSlice> extras = call.extras().membersFor(Dialect.CHAT);
        boolean older = calls.isOlder(extras) && olderCall < 0; // there is a place for one
        openDelta();
        if (older) {
            olderCall = call.index();
            json.name("function_call");
            calls.older(call.name(), JsonText.EMPTY, extras);
        } else {
            if (extras.containsKey(CallPiece.CUSTOM)) {
                customCalls.add(call.index());
            }
            json.name("tool_calls").beginArray().beginObject().name("index").value(call.index());
            calls.call(call.id(), call.name(), JsonText.EMPTY, extras);
            json.endObject().endArray();
        }
        json.endObject();
        closeChunk(out);
    }

    private void callArguments(ReplyEvent.CallArguments more, OutputStream out) throws IOException {
        if (more.index() == olderCall) {
            openDelta();
            json.name("function_call");
            calls.more(more.delta(), false);
        } else {
            boolean custom = customCalls.contains(more.index());
            openDelta();
            json.name("tool_calls").beginArray().beginObject().name("index").value(more.index());
            json.name(custom ? "custom" : "function");
            calls.more(more.delta(), custom);
            json.endObject().endArray();
        }
        json.endObject();
        closeChunk(out);
    }

    private void others(Extras extras, OutputStream out) throws IOException {
        Map<String, JsonSlice> members = new LinkedHashMap<>(extras.membersFor(Dialect.CHAT));
        members.remove("reasoning"); // deltas have one name for it, under which it was told
        if (members.isEmpty()) {
            return;
        }
        openDelta();
        Nested.beside("choice.", members, json);
        json.endObject();
        Nested.inside("choice.", members, json);
        closeChunk(out);
    }

    private void finished(String word, OutputStream out) throws IOException {
        openDelta();
        json.endObject().name("finish_reason").word(word).endObject().endArray().endObject();
        json.raw(FRAME_END).drainTo(out);
    }

    /** Begins a chunk, up to the first member of its delta; the first one says the role. */
    private void openDelta() throws IOException {
        if (chunkStart.length == 0) {
            chunkStart = chunkStart();
            heartbeat = (new String(chunkStart, StandardCharsets.UTF_8) + "{}"
                            + new String(CHUNK_END, StandardCharsets.US_ASCII))
                    .getBytes(StandardCharsets.UTF_8);
        }
        json.raw(chunkStart).beginObject();
        if (!roleGiven) {
            roleGiven = true;
            json.name("role").word("assistant");
        }
    }

    private void closeChunk(OutputStream out) throws IOException {
        json.raw(CHUNK_END).drainTo(out);
    }

    private byte[] chunkStart() {
        JsonWriter start = new JsonWriter();
        start.raw(DATA).beginObject();
        head(start, begun());
        start.name("choices").beginArray().beginObject().name("index").value(0);
        start.raw(ascii(",\"delta\":"));
        return start.written().toByteArray();
    }

    private void head(ReplyEvent.Begun first) {
        head(json, first);
    }

    private void head(JsonWriter to, ReplyEvent.Begun first) {
        ChatHead.write(to, "chat.completion.chunk", first, context);
    }

    private void usage(ReplyEvent.Counted last) {
        ChatHead.writeUsage(json, last.usage(), last.extras());
    }

    private ReplyEvent.Begun begun() {
        ReplyEvent.Begun first = begun;
        return first == null ? ReplyEvent.Begun.untold(Dialect.CHAT) : first;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
