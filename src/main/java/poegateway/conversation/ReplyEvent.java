package poegateway.conversation;

import java.util.Optional;
import java.util.OptionalLong;
import poegateway.core.Usage;
import poegateway.wire.json.JsonText;

/**
 * One step of a reply. Its texts lie in a buffer that the reader of the reply uses again: whoever keeps one detaches it. A
 * reply that fails ends with an exception in place of {@link Finished}.
 */
public sealed interface ReplyEvent {
    /**
     * The reply began; comes first, and once.
     *
     * @param id by which Poe names it
     * @param createdSeconds when it was made, in seconds since 1970
     * @param model that answers, by Poe's word
     */
    record Begun(Optional<JsonText> id, OptionalLong createdSeconds, Optional<JsonText> model, Extras extras)
            implements ReplyEvent {
        /** Of a reply that says nothing of itself. */
        public static Begun untold(Dialect origin) {
            return new Begun(Optional.empty(), OptionalLong.empty(), Optional.empty(), Extras.none(origin));
        }

        /** The same, keeping no larger text alive. */
        public Begun detached() {
            return new Begun(
                    id.map(JsonText::detached), createdSeconds, model.map(JsonText::detached), extras.detached());
        }
    }

    /** More words. */
    record Words(JsonText delta) implements ReplyEvent {}

    /** More thoughts. */
    record Thoughts(JsonText delta) implements ReplyEvent {}

    /** The signature of the thoughts so far. */
    record ThoughtsSigned(JsonText signature) implements ReplyEvent {}

    /** More words by which the model declines. */
    record RefusalWords(JsonText delta) implements ReplyEvent {}

    /**
     * The model calls a tool; its arguments follow.
     *
     * @param index number of the call in this reply, from 0
     */
    record CallBegun(int index, JsonText id, JsonText name, Extras extras) implements ReplyEvent {}

    /** More of the arguments of a call that has begun. */
    record CallArguments(int index, JsonText delta) implements ReplyEvent {}

    /**
     * A picture, sound, film or document that belongs to the answer.
     *
     * @param inWords whether words of the answer hold its address too
     */
    record MediaShown(Part.Media media, boolean inWords) implements ReplyEvent {}

    /** All words so far are void, and these stand in their place. */
    record Replaced(JsonText text) implements ReplyEvent {}

    /** Something that the user may want to say next. */
    record Suggested(JsonText text) implements ReplyEvent {}

    /**
     * What the model counted, over the whole reply.
     *
     * @param extras members of the count that only its own dialect has
     */
    record Counted(Usage usage, Extras extras) implements ReplyEvent {}

    /** Members of the answer that only their own dialect knows. */
    record Others(Extras extras) implements ReplyEvent {}

    /** The answer is whole. Counts may follow, and nothing else. */
    record Finished(StopReason reason) implements ReplyEvent {}

    /** Bytes of text that it brings. */
    default int textLength() {
        return switch (this) {
            case Words words -> words.delta.length();
            case Thoughts thoughts -> thoughts.delta.length();
            case ThoughtsSigned signed -> signed.signature.length();
            case RefusalWords refusal -> refusal.delta.length();
            case CallArguments more -> more.delta.length();
            case Replaced replaced -> replaced.text.length();
            case Suggested suggested -> suggested.text.length();
            default -> 0;
        };
    }
}
