package poegateway.conversation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import poegateway.core.Usage;
import poegateway.wire.json.JsonText;

/**
 * A whole answer.
 *
 * @param parts what the model said, in the order in which each began: words, thoughts, refusals, media and calls of tools
 * @param suggestions what the user may want to say next
 * @param usage what was counted; empty when nobody told
 * @param usageExtras members of the count that only their own dialect has
 * @param envelope members of the reply itself that only their own dialect knows
 * @param extras members of the answer that only their own dialect knows
 * @param stop why it ended
 */
public record Reply(
        Optional<JsonText> id,
        OptionalLong createdSeconds,
        Optional<JsonText> model,
        Extras envelope,
        List<Part> parts,
        List<JsonText> suggestions,
        Optional<Usage> usage,
        Extras usageExtras,
        Extras extras,
        StopReason stop) {
    public Reply {
        parts = List.copyOf(parts);
        suggestions = List.copyOf(suggestions);
    }

    /** The same with another count, which is not of this answer alone. */
    public Reply countedAs(Optional<Usage> other) {
        return new Reply(id, createdSeconds, model, envelope, parts, suggestions, other, usageExtras, extras, stop);
    }

    /** All its words, in order. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Words words) {
                text.append(words.text().decoded());
            }
        }
        return text.toString();
    }

    /** Whether its words hold the address of a medium, so that whoever reads them needs no other. */
    public boolean hasInWords(Part.Media media) {
        return media.source() instanceof MediaSource.Address address
                && parts.stream()
                        .anyMatch(part ->
                                part instanceof Part.Words words && words.text().contains(address.url()));
    }

    /** The calls of tools, in order. */
    public List<ToolCall> calls() {
        return parts.stream()
                .filter(Part.Call.class::isInstance)
                .map(part -> ((Part.Call) part).call())
                .toList();
    }
}
