package poegateway.simulator.chat;

import static poegateway.simulator.reply.MagicModel.streamed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;

/**
 * Streams whose chunks are not quite OpenAI's. The chunks are changed as text: their keys stand where {@link ChunkForm}
 * puts them, and quotes inside texts are escaped, so no text can look like a key.
 */
final class ChunkModels {
    private ChunkModels() {}

    static List<MagicModel> models() {
        return List.of(
                each(
                        "chunk-error-null",
                        "`error: null` in every chunk",
                        chunk -> chunk.replaceFirst("\\{", "{\"error\":null,")),
                each(
                        "chunk-finish-empty",
                        "`finish_reason` is an empty string",
                        chunk -> chunk.replaceFirst("\"finish_reason\":\"[a-z_]+\"", "\"finish_reason\":\"\"")),
                each(
                        "chunk-finish-empty-everywhere",
                        "`finish_reason` is an empty string in all but the last",
                        chunk -> chunk.replace("\"finish_reason\":null", "\"finish_reason\":\"\"")),
                each("chunk-no-role", "no role anywhere", chunk -> chunk.replace("\"role\":\"assistant\",", "")),
                each(
                        "chunk-role-everywhere",
                        "the role in every delta",
                        chunk -> chunk.replaceFirst(
                                "\"delta\":\\{(?=\"content|\"reason|\"tool)", "\"delta\":{\"role\":\"assistant\",")),
                streamed("chunk-usage-everywhere", "usage on every chunk", ChunkModels::usageEverywhere),
                each(
                        "chunk-usage-null",
                        "`usage: null` on every chunk with choices",
                        chunk -> chunk.replaceFirst(",\"choices\":\\[\\{", ",\"usage\":null,\"choices\":[{")),
                streamed("chunk-empty-first", "the first chunk has no choices, as on Azure", ChunkModels::emptyFirst),
                each(
                        "chunk-content-null",
                        "`content: null` in the first delta",
                        chunk -> chunk.replace("\"content\":\"\"", "\"content\":null")),
                streamed("chunk-reasoning-one-key", "thoughts under `reasoning` alone", ChunkModels::oneReasoningKey),
                streamed("chunk-malformed", "an event in the middle is broken JSON", ChunkModels::malformed),
                streamed("chunk-not-object", "an event in the middle is a JSON array", ChunkModels::array),
                streamed("chunk-malformed-first", "the first event is broken JSON", ChunkModels::malformedFirst));
    }

    /** Changes each chunk; {@code [DONE]} stays. */
    static MagicModel each(String name, String meaning, UnaryOperator<String> change) {
        return streamed(name, meaning, context -> context.stream(changed(context.events(), change)));
    }

    /** The events with each chunk changed. */
    static List<StreamEvent> changed(List<StreamEvent> events, UnaryOperator<String> change) {
        return events.stream()
                .map(event -> event.data().equals(ChunkForm.DONE) ? event : event.with(change.apply(event.data())))
                .toList();
    }

    private static Script usageEverywhere(ModelContext context) {
        ReplyDraft draft = context.draft();
        String usage = "\"usage\":" + ReplyFields.usage(draft);
        return context.stream(changed(
                context.events(draft),
                chunk -> chunk.contains("\"usage\"") ? chunk : chunk.replaceFirst("\\}$", "," + usage + "}")));
    }

    private static Script oneReasoningKey(ModelContext context) {
        List<StreamEvent> events = context.with(context.question().thinking()).events();
        return context.stream(
                changed(events, chunk -> chunk.replaceFirst("\"reasoning_content\":\"(?:[^\"\\\\]|\\\\.)*\",", "")));
    }

    private static Script emptyFirst(ModelContext context) {
        ReplyDraft draft = context.draft();
        String head = ReplyFields.head(draft, "chat.completion.chunk");
        var events = new ArrayList<>(context.events(draft));
        events.addFirst(StreamEvent.unnamed("{" + head + ",\"choices\":[],\"prompt_filter_results\":[]}"));
        return context.stream(events);
    }

    private static Script malformed(ModelContext context) {
        return inserted(context, 2, "{\"id\":\"chatcmpl-broken\",\"choices\":[{\"index\":0,");
    }

    private static Script array(ModelContext context) {
        return inserted(context, 2, "[1,2,3]");
    }

    private static Script malformedFirst(ModelContext context) {
        return inserted(context, 0, "{broken");
    }

    private static Script inserted(ModelContext context, int at, String data) {
        var events = new ArrayList<>(context.events());
        events.add(at, StreamEvent.unnamed(data));
        return context.stream(events);
    }
}
