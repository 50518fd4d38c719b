package poegateway.conversation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import poegateway.wire.json.JsonSlice;

/**
 * What a model is asked, in the words of no dialect.
 *
 * @param model its name
 * @param messages the conversation so far, oldest first
 * @param tools that it may call
 * @param toolChoice absent where the caller left it open
 * @param parallelCalls whether it may call several at once; absent where the caller left it open
 * @param parameters options of the model's own, such as {@code aspect_ratio}, by name; not part of any dialect
 */
public record Prompt(
        String model,
        List<Message> messages,
        List<Tool> tools,
        Optional<ToolChoice> toolChoice,
        Optional<Boolean> parallelCalls,
        Bounds bounds,
        Sampling sampling,
        Optional<Reasoning> reasoning,
        Optional<AnswerForm> form,
        Map<String, JsonSlice> parameters,
        Extras extras) {
    public Prompt {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** The same with other media in place of those of its messages, results of tools included. */
    public Prompt withMedia(UnaryOperator<Part.Media> replacement) {
        return withMessages(messages.stream()
                .map(message -> message.withParts(withMedia(message.parts(), replacement)))
                .toList());
    }

    /** Whether a file stands in it, results of tools included. */
    public boolean holdsFiles() {
        return messages.stream().anyMatch(message -> holdsFiles(message.parts()));
    }

    private static boolean holdsFiles(List<Part> parts) {
        return parts.stream().anyMatch(part -> switch (part) {
            case Part.Media media -> media.source() instanceof MediaSource.Inline;
            case Part.Result result -> holdsFiles(result.content());
            default -> false;
        });
    }

    /** The same with no form that the answer must have. */
    public Prompt withoutForm() {
        return new Prompt(
                model,
                messages,
                tools,
                toolChoice,
                parallelCalls,
                bounds,
                sampling,
                reasoning,
                Optional.empty(),
                parameters,
                extras);
    }

    /** The same of other messages. */
    public Prompt withMessages(List<Message> changed) {
        return new Prompt(
                model,
                changed,
                tools,
                toolChoice,
                parallelCalls,
                bounds,
                sampling,
                reasoning,
                form,
                parameters,
                extras);
    }

    /** The same with other members that only one dialect has. */
    public Prompt withExtras(Extras other) {
        return new Prompt(
                model,
                messages,
                tools,
                toolChoice,
                parallelCalls,
                bounds,
                sampling,
                reasoning,
                form,
                parameters,
                other);
    }

    /** The same for another model, with options of that one. */
    public Prompt to(String otherModel, Map<String, JsonSlice> options) {
        return new Prompt(
                otherModel,
                messages,
                tools,
                toolChoice,
                parallelCalls,
                bounds,
                sampling,
                reasoning,
                form,
                options,
                extras);
    }

    /** The same with other tools. */
    public Prompt withTools(List<Tool> other) {
        return new Prompt(
                model,
                messages,
                other,
                toolChoice,
                parallelCalls,
                bounds,
                sampling,
                reasoning,
                form,
                parameters,
                extras);
    }

    /** The same that leaves it open whether a tool is called. */
    public Prompt withoutToolChoice() {
        return new Prompt(
                model,
                messages,
                tools,
                Optional.empty(),
                parallelCalls,
                bounds,
                sampling,
                reasoning,
                form,
                parameters,
                extras);
    }

    /** The same for a model that calls no tools. */
    public Prompt withoutTools() {
        return new Prompt(
                model,
                messages,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                bounds,
                sampling,
                reasoning,
                form,
                parameters,
                extras);
    }

    private static List<Part> withMedia(List<Part> parts, UnaryOperator<Part.Media> replacement) {
        List<Part> replaced = new ArrayList<>(parts.size());
        for (Part part : parts) {
            replaced.add(
                    switch (part) {
                        case Part.Media media -> replacement.apply(media);
                        case Part.Result result ->
                            new Part.Result(
                                    result.callId(),
                                    withMedia(result.content(), replacement),
                                    result.failed(),
                                    result.extras());
                        default -> part;
                    });
        }
        return replaced;
    }
}
