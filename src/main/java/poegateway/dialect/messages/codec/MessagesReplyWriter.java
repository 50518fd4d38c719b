package poegateway.dialect.messages.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Part;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.StopReason;
import poegateway.conversation.ToolCall;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.ToolIds;
import poegateway.dialect.codec.ReplacedWords;
import poegateway.dialect.codec.SignedText;
import poegateway.dialect.messages.event.AnthropicErrors;
import poegateway.dialect.messages.event.CallInput;
import poegateway.dialect.messages.event.MessagesEvent;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/**
 * Writes replies as messages. Blocks come one after the other. Thoughts of models that sign none have an empty signature: Anthropic's
 * libraries read them so, and take no block without that member.
 */
final class MessagesReplyWriter implements ReplyWriter {
    private static final byte[] PING =
            "event: ping\ndata: {\"type\": \"ping\"}\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int NO_CALL = -1;

    private final ReplyContext context;
    private final JsonWriter json = new JsonWriter();
    private final ReplacedWords sent = new ReplacedWords();
    private ReplyEvent.@Nullable Begun begun;
    private ReplyEvent.@Nullable Counted counted;
    private StopReason stop = StopReason.STOP;
    private boolean opened;
    private boolean declined;
    private Block open = Block.NONE;
    private int index;
    private int call = NO_CALL;

    private enum Block {
        NONE,
        TEXT,
        THINKING,
        CALL
    }

    MessagesReplyWriter(ReplyContext context) {
        this.context = context;
    }

    @Override
    public void write(ReplyEvent event, OutputStream out) throws IOException {
        switch (event) {
            case ReplyEvent.Begun first -> begun = first.detached();
            case ReplyEvent.Counted last ->
                counted = new ReplyEvent.Counted(last.usage(), last.extras().detached());
            case ReplyEvent.Suggested suggested -> {} // there is no place for it
            case ReplyEvent.Others others -> {} // likewise
            case ReplyEvent.Words words -> words(words.delta(), out);
            case ReplyEvent.Replaced replaced -> words(sent.rest(replaced.text()), out);
            case ReplyEvent.MediaShown shown -> words(sent.shown(shown), out);
            case ReplyEvent.RefusalWords refusal -> {
                declined = true;
                words(refusal.delta(), out);
            }
            case ReplyEvent.Thoughts thoughts -> {
                if (!thoughts.delta().isEmpty()) {
                    openBlock(Block.THINKING, out);
                    delta("thinking_delta", "thinking", thoughts.delta(), out);
                }
            }
            case ReplyEvent.ThoughtsSigned signed -> {
                openBlock(Block.THINKING, out);
                delta("signature_delta", "signature", shown(signed.signature(), origin()), out);
                close(out);
            }
            case ReplyEvent.CallBegun begins -> callBegun(begins, out);
            case ReplyEvent.CallArguments more -> arguments(more, out);
            case ReplyEvent.Finished finished -> {
                stop = finished.reason();
                openStream(out);
                close(out);
            }
        }
    }

    /** {@inheritDoc} Only now it is known what was counted. */
    @Override
    public void end(OutputStream out) throws IOException {
        MessagesEvent.MESSAGE_DELTA.begin(json).name("delta").beginObject();
        json.name("stop_reason")
                .word(StopWords.word(stop, declined))
                .name("stop_sequence")
                .nullValue();
        json.endObject().name("usage");
        usage(counted);
        endEvent(out);
        MessagesEvent.MESSAGE_STOP.begin(json);
        endEvent(out);
    }

    @Override
    public boolean started() {
        return opened;
    }

    @Override
    public byte[] whole(Reply reply) {
        begun = new ReplyEvent.Begun(reply.id(), reply.createdSeconds(), reply.model(), reply.envelope());
        declined = reply.parts().stream().anyMatch(Part.Refusal.class::isInstance);
        head();
        json.name("content").beginArray();
        content(reply);
        json.endArray();
        json.name("stop_reason")
                .word(StopWords.word(reply.stop(), declined))
                .name("stop_sequence")
                .nullValue();
        json.name("usage");
        usage(reply.usage()
                .map(usage -> new ReplyEvent.Counted(usage, reply.usageExtras()))
                .orElse(null));
        return json.endObject().written().toByteArray();
    }

    @Override
    public byte[] heartbeat() {
        return PING.clone();
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return new AnthropicErrors().of(context.requestId()).event(failure);
    }

    private void words(JsonText text, OutputStream out) throws IOException {
        if (!text.isEmpty()) {
            sent.add(text);
            openBlock(Block.TEXT, out);
            delta("text_delta", "text", text, out);
        }
    }

    private void callBegun(ReplyEvent.CallBegun begins, OutputStream out) throws IOException {
        close(out);
        openStream(out);
        open = Block.CALL;
        call = begins.index();
        MessagesEvent.BLOCK_START.begin(json).name("index").value(index).name("content_block");
        callHead(begins.id(), begins.name());
        json.name("input").beginObject().endObject();
        own(begins.extras());
        json.endObject();
        endEvent(out);
    }

    private void callHead(JsonText id, JsonText name) {
        json.beginObject().name("type").word("tool_use");
        json.name("id").value(ToolIds.fitting(id.decoded())).name("name").value(name);
    }

    private void own(Extras extras) {
        extras.membersFor(Dialect.MESSAGES)
                .forEach((name, value) -> json.name(JsonText.of(name)).value(value));
    }

    /** Calls that come piece by piece in turns have no form here. */
    private void arguments(ReplyEvent.CallArguments more, OutputStream out) throws IOException {
        if (open == Block.CALL && more.index() == call) {
            delta("input_json_delta", "partial_json", more.delta(), out);
        } else if (!more.delta().isEmpty() && !more.delta().is("{}")) {
            throw new FailureException(
                    new ReplyFailure.BadResponse("more arguments came for a call after the next thing had begun"));
        }
    }

    private void openBlock(Block wanted, OutputStream out) throws IOException {
        if (open == wanted) {
            return;
        }
        close(out);
        openStream(out);
        open = wanted;
        MessagesEvent.BLOCK_START.begin(json).name("index").value(index).name("content_block");
        json.beginObject().name("type").word(wanted == Block.TEXT ? "text" : "thinking");
        if (wanted == Block.TEXT) {
            json.name("text").word("");
        } else {
            json.name("thinking").word("").name("signature").word("");
        }
        json.endObject();
        endEvent(out);
    }

    private void delta(String type, String name, JsonText text, OutputStream out) throws IOException {
        MessagesEvent.BLOCK_DELTA
                .begin(json)
                .name("index")
                .value(index)
                .name("delta")
                .beginObject();
        json.name("type").word(type).name(name).value(text).endObject();
        endEvent(out);
    }

    private void close(OutputStream out) throws IOException {
        if (open != Block.NONE) {
            MessagesEvent.BLOCK_STOP.begin(json).name("index").value(index);
            endEvent(out);
            open = Block.NONE;
            index++;
        }
    }

    private void openStream(OutputStream out) throws IOException {
        if (opened) {
            return;
        }
        opened = true;
        MessagesEvent.MESSAGE_START.begin(json).name("message");
        head();
        json.name("content").beginArray().endArray();
        json.name("stop_reason").nullValue().name("stop_sequence").nullValue().name("usage");
        MessagesUsage.writeNothing(json);
        json.endObject();
        endEvent(out);
    }

    /** What a message says of itself; its object stays open. */
    private void head() {
        ReplyEvent.Begun first = begun == null ? ReplyEvent.Begun.untold(Dialect.MESSAGES) : begun;
        json.beginObject().name("id");
        first.id()
                .filter(id -> first.extras().origin() == Dialect.MESSAGES && !id.isEmpty())
                .ifPresentOrElse(
                        json::value,
                        () -> json.value("msg_" + context.requestId().replaceFirst("^req-", "")));
        json.name("type").word("message").name("role").word("assistant").name("model");
        first.model()
                .filter(name -> !name.isEmpty())
                .ifPresentOrElse(json::value, () -> json.value(context.opening().model()));
    }

    private void usage(ReplyEvent.@Nullable Counted told) {
        if (told == null) {
            MessagesUsage.writeNothing(json);
        } else {
            MessagesUsage.write(json, told.usage(), told.extras());
        }
    }

    private Dialect origin() {
        return begun == null ? Dialect.MESSAGES : begun.extras().origin();
    }

    private static JsonText shown(JsonText signature, Dialect signer) {
        return SignedText.shown(signature, signer, Dialect.MESSAGES);
    }

    private void content(Reply reply) {
        List<JsonText> said = new ArrayList<>();
        for (Part part : reply.parts()) {
            switch (part) {
                case Part.Words words -> said(words.text(), said);
                case Part.Refusal refusal -> said(refusal.text(), said);
                case Part.Media media ->
                    said(sent.shown(new ReplyEvent.MediaShown(media, reply.hasInWords(media))), said);
                case Part.Thinking thinking -> {
                    flush(said);
                    json.beginObject()
                            .name("type")
                            .word("thinking")
                            .name("thinking")
                            .value(thinking.text());
                    JsonText signature = thinking.signature().orElse(JsonText.EMPTY);
                    json.name("signature");
                    json.value(signature.isEmpty() ? signature : shown(signature, origin()));
                    json.endObject();
                }
                case Part.Call each -> {
                    flush(said);
                    call(each.call());
                }
                case Part.Result result -> {} // no model gives one
                case Part.Foreign foreign -> {} // likewise
                case Part.ForeignCall foreign -> {} // likewise
            }
        }
        flush(said);
    }

    private void said(JsonText text, List<JsonText> said) {
        if (!text.isEmpty()) {
            sent.add(text);
            said.add(text);
        }
    }

    private void flush(List<JsonText> said) {
        if (!said.isEmpty()) {
            json.beginObject()
                    .name("type")
                    .word("text")
                    .name("text")
                    .value(said)
                    .endObject();
            said.clear();
        }
    }

    private void call(ToolCall each) {
        callHead(each.id(), each.name());
        json.name("input").value(CallInput.object(each.arguments()));
        own(each.extras());
        json.endObject();
    }

    private void endEvent(OutputStream out) throws IOException {
        MessagesEvent.end(json).drainTo(out);
    }
}
