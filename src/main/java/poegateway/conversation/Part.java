package poegateway.conversation;

import java.util.List;
import java.util.Optional;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** A part of a message. Their order is part of its meaning. */
public sealed interface Part {
    /** Words. */
    record Words(JsonText text, Extras extras) implements Part {}

    /**
     * A picture, sound, film or document.
     *
     * @param name of the file, where one was given
     */
    record Media(MediaKind kind, MediaSource source, Optional<JsonText> name, Extras extras) implements Part {}

    /**
     * What the model thought before it spoke.
     *
     * @param signature by which its maker knows it again; some models must get it back
     */
    record Thinking(JsonText text, Optional<JsonText> signature, Extras extras) implements Part {}

    /** Words by which the model declined. */
    record Refusal(JsonText text, Extras extras) implements Part {}

    /** A tool that the model calls. */
    record Call(ToolCall call) implements Part {}

    /**
     * What a tool gave.
     *
     * @param callId the call that it answers
     * @param content words and media; no other parts
     * @param failed whether the tool says that it failed
     */
    record Result(JsonText callId, List<Part> content, boolean failed, Extras extras) implements Part {
        public Result {
            content = List.copyOf(content);
        }
    }

    /** Something that only its own dialect knows. */
    record Foreign(Dialect origin, JsonSlice json) implements Part {}

    /** A call of a tool that only its own dialect knows. */
    record ForeignCall(Dialect origin, JsonSlice json) implements Part {}

    /** The same, keeping no larger text alive. */
    default Part detached() {
        return switch (this) {
            case Words words -> new Words(words.text.detached(), words.extras.detached());
            case Media media ->
                new Media(
                        media.kind,
                        media.source.detached(),
                        media.name.map(JsonText::detached),
                        media.extras.detached());
            case Thinking thinking ->
                new Thinking(
                        thinking.text.detached(),
                        thinking.signature.map(JsonText::detached),
                        thinking.extras.detached());
            case Refusal refusal -> new Refusal(refusal.text.detached(), refusal.extras.detached());
            case Call call -> new Call(call.call.detached());
            case Result result ->
                new Result(
                        result.callId.detached(),
                        result.content.stream().map(Part::detached).toList(),
                        result.failed,
                        result.extras.detached());
            case Foreign foreign -> new Foreign(foreign.origin, foreign.json.detached());
            case ForeignCall foreign -> new ForeignCall(foreign.origin, foreign.json.detached());
        };
    }
}
