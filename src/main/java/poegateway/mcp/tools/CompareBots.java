package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reply;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.core.Usage;
import poegateway.core.failure.FailureException;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool.Declaration;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.job.LastingTool;
import poegateway.mcp.job.ToolRun;
import poegateway.mcp.message.McpJson;

/** Asks several models the same, at once. One that fails does not keep the others from answering. */
final class CompareBots implements LastingTool {
    private static final Declaration DECLARATION = Declaration.listed("compare", """
            {"name": "compare_bots", "title": "Ask several models",
             "description": "Asks 2 to 6 models on Poe the same question at once and returns all answers, with another model's verdict if one is named as judge. Costs points for each.",
             "inputSchema": {"type": "object", "required": ["bots", "prompt"], "properties": {
               "bots": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 6},
               "prompt": {"type": "string"},
               "system": {"type": "string"},
               "judge": {"type": "string", "description": "Name of the model that compares the answers"},
               "temperature": {"type": "number", "minimum": 0, "maximum": 2},
               "max_tokens": {"type": "integer", "minimum": 1},
               "confirm_above_points": {"type": "integer"},
               "wait_seconds": {"type": "integer", "minimum": 0, "maximum": 600, "default": 45}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": false, "idempotentHint": false, "openWorldHint": true}}
            """);

    private static final int BOTS_MIN = 2;
    private static final int BOTS_MAX = 6;
    private static final long NANOS_OF_MILLI = 1_000_000;

    private final ModelCalls calls;
    private final UsageBook usage;
    private final Ticker ticker;
    private final TimeLimits limits;

    CompareBots(ModelCalls calls, UsageBook usage, Ticker ticker, TimeLimits limits) {
        this.calls = calls;
        this.usage = usage;
        this.ticker = ticker;
        this.limits = limits;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Asked read(McpCall call, ToolArguments arguments) {
        List<String> bots = bots(arguments);
        AskedPrompt asked = AskedPrompt.to(bots.getFirst(), arguments);
        Optional<String> judge = arguments.text("judge").filter(name -> !name.isBlank());
        return new Asked(
                String.join(", ", bots),
                asked.words(),
                cost(bots, asked, judge).map(Cost::points),
                run -> Made.of(compare(run, bots, asked, judge)));
    }

    /** The judge reads all answers. Empty where one of them has no price. */
    private Optional<Cost> cost(List<String> bots, AskedPrompt asked, Optional<String> judge) {
        Usage each = ExpectedUsage.of(asked.prompt(), 0);
        Usage verdict =
                new Usage(each.inputTokens() + bots.size() * each.outputTokens(), ExpectedUsage.COMPLETION_TOKENS);
        Optional<Cost> sum = Optional.of(new Cost(BigDecimal.ZERO));
        for (String bot : bots) {
            sum = sum.flatMap(before -> Cost.of(each, calls.card(bot)).map(before::plus));
        }
        return judge.isEmpty()
                ? sum
                : sum.flatMap(
                        before -> Cost.of(verdict, calls.card(judge.get())).map(before::plus));
    }

    private static List<String> bots(ToolArguments arguments) {
        List<String> bots = new ArrayList<>();
        for (JsonNode bot : arguments.list("bots")) {
            if (!bot.isTextual() || bot.asText().isBlank()) {
                throw new ToolException("'bots' must be names of models.");
            }
            bots.add(bot.asText());
        }
        if (bots.size() < BOTS_MIN || bots.size() > BOTS_MAX) {
            throw new ToolException("'bots' must be " + BOTS_MIN + " to " + BOTS_MAX + " names of models.");
        }
        return bots;
    }

    private ToolAnswer compare(ToolRun run, List<String> bots, AskedPrompt asked, Optional<String> judge) {
        ObjectNode structured = McpJson.object();
        List<ObjectNode> answers = answers(run, bots, asked.prompt());
        run.cancellation().check();
        structured.putArray("answers").addAll(answers);
        judge.ifPresent(name -> structured.set("verdict", verdict(run, name, asked.words(), answers)));
        return ToolAnswer.of(structured);
    }

    private List<ObjectNode> answers(ToolRun run, List<String> bots, Prompt prompt) {
        RequestPhase before = run.timeline().enter(RequestPhase.AWAITING_PARTS);
        List<CompletableFuture<ObjectNode>> asked = new ArrayList<>();
        try {
            for (String bot : bots) {
                Function<RequestTimeline, ObjectNode> question =
                        timeline -> answer(run, timeline, prompt.to(bot, prompt.parameters()));
                asked.add(CompletableFuture.supplyAsync(() -> timed(run, question), Thread::startVirtualThread));
            }
            return asked.stream().map(CompareBots::joined).toList();
        } finally {
            asked.forEach(one -> one.exceptionally(failed -> McpJson.object()).join());
            run.timeline().enter(before);
        }
    }

    private ObjectNode timed(ToolRun run, Function<RequestTimeline, ObjectNode> question) {
        try (RequestTimeline timeline = RequestTimeline.start(ticker, limits, run.cancellation())) {
            return question.apply(timeline);
        }
    }

    private static ObjectNode joined(CompletableFuture<ObjectNode> one) {
        try {
            return one.join();
        } catch (CompletionException broken) {
            throw broken.getCause() instanceof RuntimeException bug ? bug : broken;
        }
    }

    private ObjectNode answer(ToolRun run, RequestTimeline timeline, Prompt prompt) {
        ObjectNode answer = McpJson.object().put("bot", prompt.model());
        long since = calls.nanoTime();
        try {
            Reply reply = calls.converse(run, run.part(timeline), prompt, event -> {});
            answer.put("text", reply.text());
            reply.usage().ifPresent(counted -> answer.set("usage", TalkAnswer.usage(counted)));
            Optional<Cost> cost = reply.usage().flatMap(counted -> Cost.of(counted, calls.card(prompt.model())));
            cost.ifPresent(known -> answer.set("cost", known.json()));
            usage.add(run.caller().id(), prompt.model(), reply.usage(), cost);
        } catch (FailureException failed) {
            answer.setAll(ToolAnswer.failure(failed.failure()).structured().orElseThrow());
        }
        return answer.put("latency_ms", (calls.nanoTime() - since) / NANOS_OF_MILLI);
    }

    private ObjectNode verdict(ToolRun run, String judge, String words, List<ObjectNode> answers) {
        StringBuilder text = new StringBuilder(
                "Several assistants were asked the same. Say in a few sentences which answer is best, and"
                        + " why. Judge by what is right and useful, and not by length.\n\nThe question:\n");
        text.append(words).append('\n');
        for (ObjectNode answer : answers) {
            text.append("\nAnswer of ").append(answer.path("bot").asText()).append(":\n");
            text.append(answer.path("text").asText("(none)")).append('\n');
        }
        return answer(run, run.timeline(), AskedPrompt.plain(judge, text.toString()));
    }
}
