package poegateway.simulator.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.schema.SampleValues;
import poegateway.simulator.schema.UnmetSchemaException;

/** Decides the content of an answer. The same request always gets the same text. */
public final class TurnAuthor {
    /** Most calls in one reply. */
    static final int MAX_CALLS = 4;
    /** Where Poe keeps what its models made. */
    public static final String POE_MEDIA = "https://pfst.cf2.poecdn.net";
    /** What a request costs beside its text, where usage is exact. */
    private static final int TOKENS_OF_FORM = 3;

    private final ReplyIds ids;
    private final Supplier<String> media;

    /** {@code media} tells scheme, host and port of the server that has the pictures and the sound which models made. */
    public TurnAuthor(ReplyIds ids, Supplier<String> media) {
        this.ids = ids;
        this.media = media;
    }

    /** What the model answers. {@code exact}: usage counts everything and has details. */
    public Turn answer(Question question, ModelCard card, Manner.Shape shape, boolean exact) {
        String reasoning = card.thinks(question.effort()) ? thoughts(question) : "";
        List<Turn.Call> calls = question.mayCall() ? calls(question, card, shape) : List.of();
        Optional<MediaAnswer> media = calls.isEmpty() ? media(question, card) : Optional.empty();
        String text = calls.isEmpty() ? media.map(MediaAnswer::text).orElseGet(() -> text(question, card)) : "";
        return turn(new AnswerText(reasoning, text, calls, media.map(MediaAnswer::file), false), question, card, exact);
    }

    /** The same turn with another text, as far as the request lets it be. */
    public static Turn withText(String text, Turn turn, Question question, ModelCard card) {
        return turn(
                new AnswerText(turn.reasoning(), text, turn.calls(), turn.media(), false),
                question,
                card,
                turn.usage().detailed());
    }

    private static Turn turn(AnswerText wanted, Question question, ModelCard card, boolean exact) {
        AnswerText answer = wanted.within(question.output());
        return new Turn(
                answer.text(),
                answer.reasoning(),
                answer.calls(),
                answer.media(),
                usage(question, card, exact, answer),
                answer.cut() ? Turn.Ending.TOKEN_LIMIT : Turn.Ending.COMPLETE);
    }

    private static String thoughts(Question question) {
        return "**Simulated thoughts**\n\nNo model is thinking here. The user wrote \"" + question.userText()
                + "\".\n\n";
    }

    private Optional<MediaAnswer> media(Question question, ModelCard card) {
        return card.output().equals("text")
                ? Optional.empty()
                : Optional.of(MediaAnswer.of(
                        card, question.userText(), question.output().file(), media.get()));
    }

    private static String text(Question question, ModelCard card) {
        return switch (question.output().format()) {
            case TextFormat.Prose words -> prose(question, card);
            case TextFormat.AnyJsonObject any ->
                "{\"answer\":" + JsonWords.quote(prose(question, card)) + ",\"simulated\":true}";
            case TextFormat.FittingJson fitting -> fitting(fitting);
        };
    }

    private static String fitting(TextFormat.FittingJson format) {
        String name = format.name().isEmpty() ? "answer" : format.name();
        try {
            return SampleValues.of(name, format.schema()).toString();
        } catch (UnmetSchemaException unmet) {
            throw new RefusedRequestException(
                    "Invalid schema for response_format '" + name + "': " + unmet.getMessage() + ".", unmet);
        }
    }

    private static String prose(Question question, ModelCard card) {
        if (card.transcribes()) {
            return transcript(question, card);
        }
        String who = "This is a simulated answer in the name of " + card.name() + "; no model was asked. ";
        String what = question.afterToolResult()
                ? "The tool returned: " + question.toolResult()
                : "You wrote: " + question.userText()
                        + attached(question.prompt().attachments());
        String instructions = question.prompt().instructions();
        return who + what + (instructions.isEmpty() ? "" : ". The instructions begin: " + instructions);
    }

    private static String transcript(Question question, ModelCard card) {
        List<String> sounds = question.prompt().attachments();
        return sounds.isEmpty()
                ? "Please attach a file to transcribe."
                : "This is a simulated transcript of " + String.join(", ", sounds) + " in the name of " + card.name()
                        + ".";
    }

    private static String attached(List<String> names) {
        return names.isEmpty() ? "" : ". You attached: " + String.join(", ", names);
    }

    private List<Turn.Call> calls(Question question, ModelCard card, Manner.Shape shape) {
        boolean legacy = shape == Manner.Shape.LEGACY;
        var calls = new ArrayList<Turn.Call>();
        for (Question.Tool tool : chosen(question)) {
            String signature = legacy && card.signs() && calls.isEmpty() ? ids.signature() : "";
            String id = ids.toolCall(card.toolIds(), tool.name(), calls.size());
            calls.add(new Turn.Call(id, tool.name(), SampleArguments.of(tool, question.userText(), legacy), signature));
        }
        return calls;
    }

    private static List<Question.Tool> chosen(Question question) {
        List<Question.Tool> named = question.tools().stream()
                .filter(tool -> tool.name().equals(question.toolChoice()))
                .toList();
        if (!named.isEmpty()) {
            return named.subList(0, 1);
        }
        List<Question.Tool> all = question.tools();
        return all.subList(0, Math.min(all.size(), question.wantsBoth() ? MAX_CALLS : 1));
    }

    private static Turn.Usage usage(Question question, ModelCard card, boolean exact, AnswerText answer) {
        long prompt = TokenCount.of(question.prompt().textBytes());
        boolean counted = card.output().equals("text") || card.output().equals("image");
        long completion = counted ? TokenCount.of(answer.text()) : 0;
        long called = answer.calls().stream()
                .mapToLong(call -> TokenCount.of(call.name()) + TokenCount.of(call.arguments()))
                .sum();
        if (!exact) {
            return new Turn.Usage(prompt, completion + called, 0, cached(question, prompt), false);
        }
        long thought = TokenCount.of(answer.reasoning());
        long asked = prompt + TokenCount.of(question.prompt().toolBytes()) + TOKENS_OF_FORM;
        return new Turn.Usage(asked, completion + thought + called, thought, cached(question, asked), true);
    }

    /** No more than the prompt is said to have, whatever of it is counted. */
    private static long cached(Question question, long prompt) {
        return Math.min(question.prompt().cachedTokens(), prompt);
    }
}
