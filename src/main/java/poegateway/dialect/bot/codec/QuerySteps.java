package poegateway.dialect.bot.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.conversation.Dialect;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Role;
import poegateway.conversation.ToolCall;
import poegateway.dialect.codec.Dropped;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * A conversation as a query tells it: words, calls and results are messages of their own, results of calls that were made together
 * are one message, and calls and results that nothing follows stand beside the query.
 *
 * @param open calls and results that wait for the model; empty when the conversation ends with words
 */
record QuerySteps(List<Step> steps, Optional<Round> open) {
    /** A member by which chat completions tell how the content was spelled. */
    static final Set<String> SPELLING = Set.of("content");

    QuerySteps {
        steps = List.copyOf(steps);
    }

    /** One message of a query. */
    sealed interface Step {}

    /** Words and media. */
    record Said(Message message, List<Part> parts) implements Step {}

    record Called(List<ToolCall> calls) implements Step {}

    record Given(List<Part.Result> results) implements Step {}

    /** Calls that were made together, and what they gave. */
    record Round(List<ToolCall> calls, List<Part.Result> results) {}

    static QuerySteps of(List<Message> messages, Dropped dropped) {
        List<Step> steps = new ArrayList<>();
        Map<String, JsonText> tools = new HashMap<>();
        for (Message message : messages) {
            add(message, steps, tools, dropped);
        }
        int size = steps.size();
        if (size >= 2 && steps.get(size - 2) instanceof Called called && steps.getLast() instanceof Given given) {
            return new QuerySteps(steps.subList(0, size - 2), Optional.of(new Round(called.calls(), given.results())));
        }
        return new QuerySteps(steps, Optional.empty());
    }

    private static void add(Message message, List<Step> steps, Map<String, JsonText> tools, Dropped dropped) {
        List<Part> said = new ArrayList<>();
        List<ToolCall> calls = new ArrayList<>();
        List<Part.Result> results = new ArrayList<>();
        for (Part part : message.parts()) {
            switch (part) {
                case Part.Words words -> said.add(words);
                case Part.Media media -> said.add(media);
                case Part.Refusal refusal -> said.add(refusal);
                case Part.Thinking thinking -> thought(thinking, dropped);
                case Part.Call call -> calls.add(call.call());
                case Part.Result result -> results.add(result);
                case Part.Foreign foreign ->
                    throw Dropped.refused(
                            "a part " + Dropped.kind(foreign.json())
                                    + " in the content of a message (messages.content)",
                            QueryWriter.NAME);
                case Part.ForeignCall foreign ->
                    throw Dropped.refused(
                            "a call that is of no function but " + Dropped.kind(foreign.json()) + " (tool_calls)",
                            QueryWriter.NAME);
            }
        }
        calls.forEach(call -> tools.put(call.id().decoded(), call.name()));
        give(results, steps);
        boolean isBare = calls.isEmpty() && results.isEmpty() && message.role() != Role.TOOL;
        if (saysSomething(said) || isBare) {
            steps.add(new Said(message, said));
        } else {
            dropEnvelope(message, results, tools, dropped);
        }
        if (!calls.isEmpty()) {
            steps.add(new Called(calls));
        }
    }

    private static void thought(Part.Thinking thinking, Dropped dropped) {
        dropped.add("messages.reasoning_content");
        dropped.kept(thinking.extras(), Dialect.BOT, "messages");
    }

    /** Messages of calls and of results have no members of their own here; but a result has the name of its tool. */
    private static void dropEnvelope(
            Message message, List<Part.Result> results, Map<String, JsonText> tools, Dropped dropped) {
        Map<String, JsonSlice> own = dropped.kept(message.extras(), Dialect.BOT, "messages", SPELLING);
        own.keySet().forEach(name -> dropped.add("messages." + name));
        message.name()
                .filter(name -> results.isEmpty()
                        || !results.stream()
                                .allMatch(result -> name.equals(
                                        tools.getOrDefault(result.callId().decoded(), JsonText.EMPTY))))
                .ifPresent(name -> dropped.add("messages.name"));
    }

    private static void give(List<Part.Result> results, List<Step> steps) {
        if (results.isEmpty()) {
            return;
        }
        List<Part.Result> together = new ArrayList<>();
        if (!steps.isEmpty() && steps.getLast() instanceof Given given) {
            together.addAll(given.results());
            steps.removeLast();
        }
        together.addAll(results);
        steps.add(new Given(together));
    }

    /** Beside calls and results, empty words are none. */
    private static boolean saysSomething(List<Part> said) {
        return said.stream()
                .anyMatch(part ->
                        !(part instanceof Part.Words words) || !words.text().isEmpty());
    }

    /** The message that carries the options of the model: the user's last, or the last of all; -1 when there is none. */
    int lastUserStep() {
        int last = -1;
        boolean isUser = false;
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Said said) {
                boolean byUser = said.message().role() == Role.USER;
                if (byUser || !isUser) {
                    last = i;
                    isUser = byUser;
                }
            }
        }
        return last;
    }
}
