package poegateway.simulator;

import java.util.ArrayList;
import java.util.List;

/** Decides what a simulated model says. The same request always gets the same text. */
final class TurnAuthor {
    /** Most calls in one reply. */
    static final int MAX_CALLS = 4;
    /** Roughly the characters of one token; Poe's own estimate is of that kind. */
    private static final int CHARS_PER_TOKEN = 4;
    /** What a request costs beside its text, where usage is exact. */
    private static final int TOKENS_OF_FORM = 3;

    private final Ids ids;

    TurnAuthor(Ids ids) {
        this.ids = ids;
    }

    /** What the model answers. {@code exact}: usage counts everything and has details. */
    Turn answer(ChatRequest request, Card card, Manner.Shape shape, boolean exact) {
        String reasoning = card.thinks(request.effort()) ? thoughts(request) : "";
        List<Turn.Call> calls = request.mayCall() ? calls(request, card, shape) : List.of();
        String text = calls.isEmpty() ? text(request, card) : "";
        return new Turn(text, reasoning, calls, usage(request, card, exact, text, reasoning, calls));
    }

    private static String thoughts(ChatRequest request) {
        return "**Simulated thoughts**\n\nNo model is thinking here. The user wrote \"" + request.said() + "\".\n\n";
    }

    private static String text(ChatRequest request, Card card) {
        if (!card.output().equals("text")) {
            return MediaAnswer.of(card, request.said());
        }
        String who = "This is a simulated answer in the name of " + card.name() + "; no model was asked. ";
        return request.afterToolResult()
                ? who + "The tool returned: " + request.toolResult()
                : who + "You wrote: " + request.said();
    }

    private List<Turn.Call> calls(ChatRequest request, Card card, Manner.Shape shape) {
        boolean legacy = shape == Manner.Shape.LEGACY;
        var calls = new ArrayList<Turn.Call>();
        for (ChatRequest.Tool tool : chosen(request)) {
            String signature = legacy && card.signs() && calls.isEmpty() ? ids.signature() : "";
            String id = ids.toolCall(card.toolIds(), tool.name(), calls.size());
            calls.add(new Turn.Call(id, tool.name(), SampleArguments.of(tool.schema(), legacy), signature));
        }
        return calls;
    }

    private static List<ChatRequest.Tool> chosen(ChatRequest request) {
        List<ChatRequest.Tool> named = request.tools().stream()
                .filter(tool -> tool.name().equals(request.toolChoice()))
                .toList();
        if (!named.isEmpty()) {
            return named.subList(0, 1);
        }
        List<ChatRequest.Tool> all = request.tools();
        return all.subList(0, Math.min(all.size(), request.wantsBoth() ? MAX_CALLS : 1));
    }

    private static Turn.Usage usage(
            ChatRequest request, Card card, boolean exact, String text, String reasoning, List<Turn.Call> calls) {
        long prompt = tokens(request.textBytes());
        boolean counted = card.output().equals("text") || card.output().equals("image");
        long completion = counted ? tokens(text.length()) : 0;
        if (!exact) {
            return new Turn.Usage(prompt, completion, 0, false);
        }
        long thought = tokens(reasoning.length());
        long called = calls.stream()
                .mapToLong(
                        call -> tokens(call.name().length() + call.arguments().length()))
                .sum();
        long asked = prompt + tokens(request.toolBytes()) + TOKENS_OF_FORM;
        return new Turn.Usage(asked, completion + thought + called, thought, true);
    }

    private static long tokens(long chars) {
        return (chars + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
    }
}
