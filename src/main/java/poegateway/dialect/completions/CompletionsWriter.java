package poegateway.dialect.completions;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Part;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.StopReason;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.OpenAiErrors;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.codec.ReplacedWords;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes replies as completions of one text: its words alone, since there is a place for nothing else. */
final class CompletionsWriter implements ReplyWriter {
    private static final ErrorForm ERRORS = new OpenAiErrors();
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FRAME_END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ReplyContext context;
    private final JsonWriter json = new JsonWriter();
    private final ReplacedWords sent = new ReplacedWords();
    private Optional<JsonText> model = Optional.empty();
    private OptionalLong created = OptionalLong.empty();
    private @Nullable Usage usage;
    private boolean started;
    private volatile byte[] heartbeat = {};

    CompletionsWriter(ReplyContext context) {
        this.context = context;
    }

    @Override
    public void write(ReplyEvent event, OutputStream out) throws IOException {
        switch (event) {
            case ReplyEvent.Begun begun -> {
                model = begun.model().map(JsonText::detached);
                created = begun.createdSeconds();
            }
            case ReplyEvent.Counted counted -> usage = counted.usage();
            case ReplyEvent.Words words -> words(words.delta(), out);
            case ReplyEvent.RefusalWords refusal -> words(refusal.delta(), out);
            case ReplyEvent.Replaced replaced -> words(sent.rest(replaced.text()), out);
            case ReplyEvent.MediaShown shown -> words(sent.shown(shown), out);
            case ReplyEvent.Finished finished -> chunk(List.of(), word(finished.reason()), out);
            default -> {} // thoughts, calls, suggestions and what only other dialects know have no place
        }
    }

    @Override
    public void end(OutputStream out) throws IOException {
        Usage counted = usage;
        if (context.opening().usageWanted() && counted != null) {
            json.raw(DATA).beginObject();
            head();
            json.name("choices").beginArray().endArray();
            usage(counted);
            json.endObject().raw(FRAME_END).drainTo(out);
        }
        out.write(DONE, 0, DONE.length);
    }

    @Override
    public boolean started() {
        return started;
    }

    @Override
    public byte[] whole(Reply reply) {
        model = reply.model();
        created = reply.createdSeconds();
        List<JsonText> words = new ArrayList<>();
        for (Part part : reply.parts()) {
            JsonText text = switch (part) {
                case Part.Words said -> said.text();
                case Part.Refusal refusal -> refusal.text();
                case Part.Media media -> sent.shown(new ReplyEvent.MediaShown(media, reply.hasInWords(media)));
                default -> JsonText.EMPTY;
            };
            sent.add(text);
            words.add(text);
        }
        json.beginObject();
        head();
        choice(words, word(reply.stop()));
        reply.usage().ifPresent(this::usage);
        return json.endObject().written().toByteArray();
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
            chunk(List.of(text), "", out);
        }
    }

    private void chunk(List<JsonText> text, String reason, OutputStream out) throws IOException {
        if (!started) {
            started = true;
            heartbeat = heartbeatBytes();
        }
        json.raw(DATA).beginObject();
        head();
        choice(text, reason);
        json.endObject().raw(FRAME_END).drainTo(out);
    }

    private byte[] heartbeatBytes() {
        json.raw(DATA).beginObject();
        head();
        choice(List.of(), "");
        return json.endObject().raw(FRAME_END).written().toByteArray();
    }

    private void head() {
        json.name("id").value("cmpl-" + context.requestId());
        json.name("object").word("text_completion");
        json.name("created").value(created.orElse(context.createdSeconds()));
        json.name("model");
        model.filter(name -> !name.isEmpty())
                .ifPresentOrElse(json::value, () -> json.value(context.opening().model()));
    }

    /** An empty reason is none yet. */
    private void choice(List<JsonText> text, String reason) {
        json.name("choices").beginArray().beginObject();
        json.name("text").value(text).name("index").value(0).name("logprobs").nullValue();
        json.name("finish_reason");
        if (reason.isEmpty()) {
            json.nullValue();
        } else {
            json.word(reason);
        }
        json.endObject().endArray();
    }

    private void usage(Usage counted) {
        json.name("usage").beginObject().name("prompt_tokens").value(counted.inputTokens());
        json.name("completion_tokens").value(counted.outputTokens());
        json.name("total_tokens").value(counted.inputTokens() + counted.outputTokens());
        json.endObject();
    }

    private static String word(StopReason reason) {
        return switch (reason) {
            case STOP, TOOL_CALLS -> "stop";
            case LENGTH -> "length";
            case CONTENT_FILTER -> "content_filter";
        };
    }
}
