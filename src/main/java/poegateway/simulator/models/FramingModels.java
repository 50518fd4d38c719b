package poegateway.simulator.models;

import static poegateway.simulator.reply.MagicModel.streamed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;

/** Ordinary streams in every framing that the rules of server-sent events allow, and some that they do not. */
public final class FramingModels {
    private FramingModels() {}

    static List<MagicModel> models() {
        return List.of(
                each("sse-crlf", "lines end in CR LF", event -> event.frame().replace("\n", "\r\n")),
                each("sse-cr", "lines end in CR", event -> event.frame().replace("\n", "\r")),
                streamed("sse-mixed", "line ends change from event to event", FramingModels::mixed),
                streamed("sse-bom", "a byte order mark comes first", FramingModels::marked),
                each("sse-comments", "a comment before each event", event -> ": working\n\n" + event.frame()),
                each(
                        "sse-no-space",
                        "no space after the colon",
                        event -> event.frame().replaceFirst("(?m)^data: ", "data:")),
                each("sse-multi-line", "JSON over several data lines", FramingModels::multiLine),
                each("sse-id-retry", "`id:` and `retry:` lines", event -> "id: 7\nretry: 10\n" + event.frame()),
                each("sse-no-data", "events without data between", event -> "event: ping\n\n" + event.frame()),
                each("sse-empty-data", "empty data lines between", event -> "data:\n\n" + event.frame()),
                each("sse-unknown-field", "fields with unknown names", event -> "x-note: 1\n" + event.frame()),
                streamed("sse-split-anywhere", "events cut into pieces of 7 bytes", context -> split(context, 7)),
                streamed("sse-one-piece", "all events in one piece", FramingModels::onePiece));
    }

    private static MagicModel each(String name, String meaning, Function<StreamEvent, String> frame) {
        return streamed(
                name,
                meaning,
                context -> context.replies()
                        .raw(context.events().stream().map(frame).toList()));
    }

    /** The last brace is of the object whatever stands in it; a comma may be of a text. */
    private static String multiLine(StreamEvent event) {
        return event.with(event.data().replaceFirst("}$", "\ndata: }")).frame();
    }

    private static Script mixed(ModelContext context) {
        String[] ends = {"\n", "\r\n", "\r"};
        var frames = new ArrayList<String>();
        for (StreamEvent event : context.events()) {
            frames.add(event.frame().replace("\n", ends[frames.size() % ends.length]));
        }
        return context.replies().raw(frames);
    }

    private static Script marked(ModelContext context) {
        List<String> frames = frames(context);
        frames.set(0, "\uFEFF" + frames.getFirst());
        return context.replies().raw(frames);
    }

    private static List<String> frames(ModelContext context) {
        var frames = new ArrayList<String>();
        context.events().forEach(event -> frames.add(event.frame()));
        return frames;
    }

    private static Script onePiece(ModelContext context) {
        return context.replies().raw(List.of(String.join("", frames(context))));
    }

    private static Script split(ModelContext context, int pieceBytes) {
        byte[] all = String.join("", frames(context)).getBytes(StandardCharsets.UTF_8);
        return context.replies().bytes(pieces(all, pieceBytes));
    }

    /** The bytes in pieces of that size, the last one perhaps smaller. */
    public static List<byte[]> pieces(byte[] all, int pieceBytes) {
        var pieces = new ArrayList<byte[]>();
        for (int at = 0; at < all.length; at += pieceBytes) {
            pieces.add(Arrays.copyOfRange(all, at, Math.min(at + pieceBytes, all.length)));
        }
        return pieces;
    }
}
