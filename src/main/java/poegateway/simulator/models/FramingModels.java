package poegateway.simulator.models;

import static poegateway.simulator.chat.MagicModel.streamed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import poegateway.simulator.chat.MagicModel;
import poegateway.simulator.chat.ModelContext;
import poegateway.simulator.script.Script;

/** Ordinary streams in every framing that the rules of server-sent events allow, and some that they do not. */
final class FramingModels {
    /** Four bytes in UTF-8. */
    private static final String PENGUIN = "\uD83D\uDC27";

    private FramingModels() {}

    static List<MagicModel> models() {
        return List.of(
                each("sse-crlf", "lines end in CR LF", payload -> "data: " + payload + "\r\n\r\n"),
                each("sse-cr", "lines end in CR", payload -> "data: " + payload + "\r\r"),
                streamed("sse-mixed", "line ends change from event to event", FramingModels::mixed),
                streamed("sse-bom", "a byte order mark comes first", context -> first(context, "\uFEFF")),
                each(
                        "sse-comments",
                        "a comment before each event",
                        payload -> ": working\n\ndata: " + payload + "\n\n"),
                each("sse-no-space", "no space after the colon", payload -> "data:" + payload + "\n\n"),
                each("sse-multi-line", "JSON over several data lines", FramingModels::multiLine),
                each(
                        "sse-id-retry",
                        "`id:` and `retry:` lines",
                        payload -> "id: 7\nretry: 10\ndata: " + payload + "\n\n"),
                each(
                        "sse-event-name",
                        "each event is named `message`",
                        payload -> "event: message\ndata: " + payload + "\n\n"),
                each(
                        "sse-no-data",
                        "events without data between",
                        payload -> "event: ping\n\ndata: " + payload + "\n\n"),
                each("sse-empty-data", "empty data lines between", payload -> "data:\n\ndata: " + payload + "\n\n"),
                each(
                        "sse-unknown-field",
                        "fields with unknown names",
                        payload -> "x-note: 1\ndata: " + payload + "\n\n"),
                streamed(
                        "sse-split-utf8",
                        "the text begins with a 4-byte character, each byte a piece of its own",
                        FramingModels::splitUtf8),
                streamed("sse-split-anywhere", "events cut into pieces of 7 bytes", context -> split(context, 7)),
                streamed("sse-one-piece", "all events in one piece", FramingModels::onePiece));
    }

    private static MagicModel each(String name, String meaning, UnaryOperator<String> frame) {
        return streamed(
                name,
                meaning,
                context -> context.replies()
                        .raw(context.payloads().stream().map(frame).toList()));
    }

    private static String multiLine(String payload) {
        return "data: " + payload.replaceFirst(",", ",\ndata: ") + "\n\n";
    }

    private static Script mixed(ModelContext context) {
        String[] ends = {"\n", "\r\n", "\r"};
        var frames = new ArrayList<String>();
        for (String payload : context.payloads()) {
            String end = ends[frames.size() % ends.length];
            frames.add("data: " + payload + end + end);
        }
        return context.replies().raw(frames);
    }

    private static Script first(ModelContext context, String beginning) {
        var frames = frames(context.payloads());
        frames.set(0, beginning + frames.getFirst());
        return context.replies().raw(frames);
    }

    private static List<String> frames(List<String> payloads) {
        var frames = new ArrayList<String>();
        payloads.forEach(payload -> frames.add("data: " + payload + "\n\n"));
        return frames;
    }

    private static Script onePiece(ModelContext context) {
        return context.replies().raw(List.of(String.join("", frames(context.payloads()))));
    }

    private static Script split(ModelContext context, int pieceBytes) {
        byte[] all = String.join("", frames(context.payloads())).getBytes(StandardCharsets.UTF_8);
        return context.replies().bytes(pieces(all, pieceBytes));
    }

    private static Script splitUtf8(ModelContext context) {
        List<String> frames = frames(context.payloads());
        String role = "{\"role\":\"assistant\",\"content\":\"\"}";
        frames.add(1, frames.getFirst().replace(role, "{\"content\":\"" + PENGUIN + "\"}"));
        var pieces = new ArrayList<byte[]>();
        for (String frame : frames) {
            byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
            pieces.addAll(frame.contains(PENGUIN) ? pieces(bytes, 1) : List.of(bytes));
        }
        return context.replies().bytes(pieces);
    }

    private static List<byte[]> pieces(byte[] all, int pieceBytes) {
        var pieces = new ArrayList<byte[]>();
        for (int at = 0; at < all.length; at += pieceBytes) {
            pieces.add(Arrays.copyOfRange(all, at, Math.min(at + pieceBytes, all.length)));
        }
        return pieces;
    }
}
