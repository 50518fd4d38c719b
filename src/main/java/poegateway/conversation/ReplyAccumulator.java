package poegateway.conversation;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.core.Usage;
import poegateway.wire.json.JsonText;

/**
 * Puts a whole answer together from its steps. Words that follow each other are one part; thoughts and words that take turns
 * are one part for each turn. Where words are replaced, those before them are gone and everything else stays. Not
 * thread-safe.
 */
public final class ReplyAccumulator implements ReplyEvents {
    private final Dialect origin;
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<Integer, CallDraft> calls = new LinkedHashMap<>();
    private final List<JsonText> suggestions = new ArrayList<>();
    private final JoinedMembers others = new JoinedMembers();
    private ReplyEvent.@Nullable Begun begun;
    private Optional<Usage> usage = Optional.empty();
    private Extras usageExtras;
    private @Nullable StopReason finish;

    /** @param origin the dialect of whoever answers */
    public ReplyAccumulator(Dialect origin) {
        this.origin = origin;
        this.usageExtras = Extras.none(origin);
    }

    @Override
    public void accept(ReplyEvent event) {
        switch (event) {
            case ReplyEvent.Begun first -> begun = first.detached();
            case ReplyEvent.Words words -> text(Kind.WORDS).append(words.delta());
            case ReplyEvent.Thoughts thoughts -> text(Kind.THOUGHTS).append(thoughts.delta());
            case ReplyEvent.RefusalWords refusal -> text(Kind.REFUSAL).append(refusal.delta());
            case ReplyEvent.ThoughtsSigned signed -> sign(signed.signature());
            case ReplyEvent.CallBegun call -> beginCall(call);
            case ReplyEvent.CallArguments more -> argumentsOf(more.index()).append(more.delta());
            case ReplyEvent.MediaShown shown ->
                drafts.add(new WholeDraft(shown.media().detached()));
            case ReplyEvent.Replaced replaced -> replace(replaced.text());
            case ReplyEvent.Suggested suggested ->
                suggestions.add(suggested.text().detached());
            case ReplyEvent.Counted counted -> count(counted);
            case ReplyEvent.Others more -> others.add(more.extras().members());
            case ReplyEvent.Finished end -> finish = end.reason();
        }
    }

    /** Whether the answer is whole. */
    public boolean isFinished() {
        return finish != null;
    }

    /** The answer; it must be whole. */
    public Reply reply() {
        StopReason reason = finish;
        if (reason == null) {
            throw new IllegalStateException("the answer is not finished");
        }
        ReplyEvent.Begun first = begun == null ? ReplyEvent.Begun.untold(origin) : begun;
        return new Reply(
                first.id(),
                first.createdSeconds(),
                first.model(),
                first.extras(),
                drafts.stream().map(Draft::part).toList(),
                suggestions,
                usage,
                usageExtras,
                new Extras(origin, others.members()),
                reason);
    }

    private TextDraft text(Kind kind) {
        if (!drafts.isEmpty() && drafts.getLast() instanceof TextDraft last && last.kind == kind && !last.isSigned()) {
            return last;
        }
        TextDraft next = new TextDraft(kind, origin);
        drafts.add(next);
        return next;
    }

    private void sign(JsonText signature) {
        text(Kind.THOUGHTS).signature = Optional.of(signature.detached());
    }

    private void beginCall(ReplyEvent.CallBegun call) {
        CallDraft draft = new CallDraft(
                call.id().detached(), call.name().detached(), call.extras().detached());
        calls.put(call.index(), draft);
        drafts.add(draft);
    }

    private TextBuffer argumentsOf(int index) {
        CallDraft call = calls.get(index);
        if (call == null) {
            throw new IllegalStateException("arguments of a call that has not begun");
        }
        return call.arguments;
    }

    private void replace(JsonText text) {
        drafts.removeIf(draft -> draft instanceof TextDraft words && words.kind == Kind.WORDS);
        text(Kind.WORDS).append(text);
    }

    private void count(ReplyEvent.Counted counted) {
        usage = Optional.of(counted.usage());
        usageExtras = counted.extras().detached();
    }

    private enum Kind {
        WORDS,
        THOUGHTS,
        REFUSAL
    }

    private sealed interface Draft {
        Part part();
    }

    private record WholeDraft(Part part) implements Draft {}

    private static final class TextDraft implements Draft {
        private final Kind kind;
        private final Extras none;
        private final TextBuffer text = new TextBuffer();
        private Optional<JsonText> signature = Optional.empty();

        TextDraft(Kind kind, Dialect origin) {
            this.kind = kind;
            this.none = Extras.none(origin);
        }

        void append(JsonText delta) {
            text.append(delta);
        }

        boolean isSigned() {
            return signature.isPresent();
        }

        @Override
        public Part part() {
            return switch (kind) {
                case WORDS -> new Part.Words(text.text(), none);
                case THOUGHTS -> new Part.Thinking(text.text(), signature, none);
                case REFUSAL -> new Part.Refusal(text.text(), none);
            };
        }
    }

    private static final class CallDraft implements Draft {
        private final JsonText id;
        private final JsonText name;
        private final Extras extras;
        private final TextBuffer arguments = new TextBuffer();

        CallDraft(JsonText id, JsonText name, Extras extras) {
            this.id = id;
            this.name = name;
            this.extras = extras;
        }

        @Override
        public Part part() {
            return new Part.Call(new ToolCall(id, name, arguments.text(), extras));
        }
    }

    /** Pieces of one text. */
    private static final class TextBuffer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

        void append(JsonText delta) {
            bytes.write(delta.source(), delta.from(), delta.length());
        }

        JsonText text() {
            byte[] all = bytes.toByteArray();
            return new JsonText(all, 0, all.length);
        }
    }
}
