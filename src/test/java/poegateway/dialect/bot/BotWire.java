package poegateway.dialect.bot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import poegateway.conversation.Bounds;
import poegateway.conversation.MediaSource;
import poegateway.conversation.ReplyEvent;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Codec;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyReader;
import poegateway.dialect.TranslatedStream;
import poegateway.dialect.WireFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.SseReader;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonText;

/** Events as Poe's bots send them, and what becomes of them. */
final class BotWire {
    static final int LIMIT_BYTES = 1 << 20;
    static final WireFormat BOT = new BotFormat();
    static final WireFormat CHAT = new ChatFormat();
    static final Codec CODEC = BOT.codec().orElseThrow();
    static final String META = event("meta", "{\"content_type\": \"text/markdown\", \"suggested_replies\": false}");
    static final String DONE = event("done", "{}");

    private BotWire() {}

    static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    /** A text event; escapes stand in the text as they are to be. */
    static String text(String raw) {
        return event("text", "{\"text\": \"" + raw + "\"}");
    }

    static String replacement(String raw) {
        return event("replace_response", "{\"text\": \"" + raw + "\"}");
    }

    static String file(String reference) {
        return event(
                "file",
                "{\"url\":\"https://p.net/a.png\",\"content_type\":\"image/png\",\"name\":\"a.png\",\"inline_ref\":"
                        + reference + "}");
    }

    static String chunk(String delta, String finish) {
        return event(
                "json",
                "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt\",\"choices\":[{\"index\":0,"
                        + "\"delta\":" + delta + ",\"finish_reason\":" + finish + "}],\"usage\":null}");
    }

    static String usage(int prompt, int completion) {
        return event(
                "json",
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + completion
                        + ",\"total_tokens\":" + (prompt + completion) + "}}");
    }

    static ReplyContext context() {
        return new ReplyContext(
                "req-1", 1_774_561_949L, new Opening("Some-Bot", true, true, JsonEdits.NONE), PoeErrors.of("Some-Bot"));
    }

    /** The steps of a reply, each in a short form; words that follow each other are one. */
    static List<String> steps(String... events) throws IOException {
        return steps(true, events);
    }

    static List<String> steps(boolean selfDelimiting, String... events) throws IOException {
        ReplyReader reader = CODEC.replyReader(context());
        List<String> steps = new ArrayList<>();
        byte[] stream = String.join("", events).getBytes(UTF_8);
        try {
            new SseReader(LIMIT_BYTES)
                    .feed(
                            stream,
                            0,
                            stream.length,
                            (bytes, from, to) -> reader.event(bytes, from, to, step -> note(step, steps)));
            reader.end(selfDelimiting, step -> note(step, steps));
        } catch (FailureException failed) {
            steps.add("failed " + failed.failure().status() + " "
                    + failed.failure().code());
        }
        return steps;
    }

    private static void note(ReplyEvent step, List<String> steps) {
        String told = told(step);
        String kind = told.substring(0, told.indexOf(' ') + 1);
        boolean joins = kind.equals("words ") || kind.equals("thoughts ") || kind.startsWith("args");
        if (joins && !steps.isEmpty() && steps.getLast().startsWith(kind)) {
            steps.set(steps.size() - 1, steps.getLast() + told.substring(kind.length()));
        } else if (!told.isBlank()) {
            steps.add(told);
        }
    }

    private static String told(ReplyEvent step) {
        return switch (step) {
            case ReplyEvent.Begun begun -> " ";
            case ReplyEvent.Words words -> "words " + words.delta().decoded();
            case ReplyEvent.Thoughts thoughts -> "thoughts " + thoughts.delta().decoded();
            case ReplyEvent.ThoughtsSigned signed -> "signed ";
            case ReplyEvent.RefusalWords refusal -> "refusal " + refusal.delta().decoded();
            case ReplyEvent.CallBegun call ->
                "call " + call.index() + " " + call.id().decoded() + " "
                        + call.name().decoded();
            case ReplyEvent.CallArguments more ->
                "args" + more.index() + " " + more.delta().decoded();
            case ReplyEvent.MediaShown shown ->
                "shown " + shown.media().kind() + " "
                        + MediaSource.url(shown.media().source()).getFirst().decoded()
                        + (shown.inWords() ? " in words" : "");
            case ReplyEvent.Replaced replaced -> "replaced " + replaced.text().decoded();
            case ReplyEvent.Suggested suggested ->
                "suggested " + suggested.text().decoded();
            case ReplyEvent.Counted counted ->
                "counted " + counted.usage().inputTokens() + " "
                        + counted.usage().outputTokens();
            case ReplyEvent.Others others -> "others ";
            case ReplyEvent.Finished finished -> "finished " + finished.reason();
        };
    }

    /** What a chat caller gets of those bytes. */
    static byte[] toChat(List<byte[]> pieces) throws IOException {
        return translated(CODEC, CHAT.codec().orElseThrow(), pieces);
    }

    /** What a caller of one dialect gets of the stream of another. */
    static byte[] translated(Codec model, Codec caller, List<byte[]> pieces) throws IOException {
        TranslatedStream stream = new TranslatedStream(
                model.replyReader(context()),
                caller.replyWriter(context()),
                Bounds.NONE,
                LIMIT_BYTES,
                MemoryLease.UNCOUNTED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            stream.feed(piece, 0, piece.length, out);
        }
        stream.end(true, out);
        return out.toByteArray();
    }

    static JsonText raw(String raw) {
        byte[] bytes = raw.getBytes(UTF_8);
        return new JsonText(bytes, 0, bytes.length);
    }
}
