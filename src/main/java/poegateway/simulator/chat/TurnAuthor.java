package poegateway.simulator.chat;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.schema.SampleValues;
import poegateway.simulator.schema.UnmetSchemaException;

/** Decides what a simulated model says. The same request always gets the same text. */
public final class TurnAuthor {
    /** Most calls in one reply. */
    static final int MAX_CALLS = 4;
    /** What a request costs beside its text, where usage is exact. */
    private static final int TOKENS_OF_FORM = 3;

    private final ReplyIds ids;

    TurnAuthor(ReplyIds ids) {
        this.ids = ids;
    }

    /** What the model answers. {@code exact}: usage counts everything and has details. */
    Turn answer(ChatQuestion request, ModelCard card, Manner.Shape shape, boolean exact) {
        String reasoning = card.thinks(request.effort()) ? thoughts(request) : "";
        List<Turn.Call> calls = request.mayCall() ? calls(request, card, shape) : List.of();
        String text = calls.isEmpty() ? text(request, card) : "";
        return turn(new AnswerText(reasoning, text, calls, false), request, card, exact);
    }

    /** The same turn with another text, as far as the request lets it be. */
    public static Turn saying(String text, Turn turn, ChatQuestion request, ModelCard card) {
        return turn(
                new AnswerText(turn.reasoning(), text, turn.calls(), false),
                request,
                card,
                turn.usage().detailed());
    }

    private static Turn turn(AnswerText wanted, ChatQuestion request, ModelCard card, boolean exact) {
        AnswerText said = wanted.within(request.output());
        return new Turn(said.text(), said.reasoning(), said.calls(), usage(request, card, exact, said), said.cut());
    }

    private static String thoughts(ChatQuestion request) {
        return "**Simulated thoughts**\n\nNo model is thinking here. The user wrote \"" + request.said() + "\".\n\n";
    }

    private static String text(ChatQuestion request, ModelCard card) {
        if (!card.output().equals("text")) {
            return MediaAnswer.of(card, request.said());
        }
        return switch (request.output().format()) {
            case AnswerFormat.Prose words -> prose(request, card);
            case AnswerFormat.AnyJsonObject any ->
                "{\"answer\":" + JsonWords.quote(prose(request, card)) + ",\"simulated\":true}";
            case AnswerFormat.FittingJson fitting -> fitting(fitting);
        };
    }

    private static String fitting(AnswerFormat.FittingJson format) {
        String name = format.name().isEmpty() ? "answer" : format.name();
        try {
            return SampleValues.of(name, format.schema()).toString();
        } catch (UnmetSchemaException unmet) {
            throw new RefusedRequestException(
                    "Invalid schema for response_format '" + name + "': " + unmet.getMessage() + ".", unmet);
        }
    }

    private static String prose(ChatQuestion request, ModelCard card) {
        String who = "This is a simulated answer in the name of " + card.name() + "; no model was asked. ";
        return request.afterToolResult()
                ? who + "The tool returned: " + request.toolResult()
                : who + "You wrote: " + request.said();
    }

    private List<Turn.Call> calls(ChatQuestion request, ModelCard card, Manner.Shape shape) {
        boolean legacy = shape == Manner.Shape.LEGACY;
        var calls = new ArrayList<Turn.Call>();
        for (ChatQuestion.Tool tool : chosen(request)) {
            String signature = legacy && card.signs() && calls.isEmpty() ? ids.signature() : "";
            String id = ids.toolCall(card.toolIds(), tool.name(), calls.size());
            calls.add(new Turn.Call(id, tool.name(), SampleArguments.of(tool, legacy), signature));
        }
        return calls;
    }

    private static List<ChatQuestion.Tool> chosen(ChatQuestion request) {
        List<ChatQuestion.Tool> named = request.tools().stream()
                .filter(tool -> tool.name().equals(request.toolChoice()))
                .toList();
        if (!named.isEmpty()) {
            return named.subList(0, 1);
        }
        List<ChatQuestion.Tool> all = request.tools();
        return all.subList(0, Math.min(all.size(), request.wantsBoth() ? MAX_CALLS : 1));
    }

    private static Turn.Usage usage(ChatQuestion request, ModelCard card, boolean exact, AnswerText said) {
        long prompt = TokenCount.of(request.textBytes());
        boolean counted = card.output().equals("text") || card.output().equals("image");
        long completion = counted ? TokenCount.of(said.text()) : 0;
        if (!exact) {
            return new Turn.Usage(prompt, completion, 0, false);
        }
        long thought = TokenCount.of(said.reasoning());
        long called = said.calls().stream()
                .mapToLong(call -> TokenCount.of(call.name()) + TokenCount.of(call.arguments()))
                .sum();
        long asked = prompt + TokenCount.of(request.toolBytes()) + TOKENS_OF_FORM;
        return new Turn.Usage(asked, completion + thought + called, thought, true);
    }
}
