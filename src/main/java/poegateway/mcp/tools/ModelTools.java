package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import poegateway.catalog.CurrentCatalog;
import poegateway.catalog.ModelCard;
import poegateway.catalog.ModelParameter;
import poegateway.catalog.Resolution;
import poegateway.core.Usage;
import poegateway.core.failure.FailureException;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.McpTool.Declaration;
import poegateway.mcp.feature.PlainTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.message.McpJson;
import poegateway.relay.PointsClient;

/** Tools that tell of one model: what it is, and what it would cost. */
final class ModelTools {
    private static final String TOOLSET = "models";

    private static final Declaration GET = Declaration.listed(TOOLSET, """
            {"name": "get_model", "title": "About a model",
             "description": "What Poe says of a model: what it takes and makes, its limits, prices, and its own parameters. Free.",
             "inputSchema": {"type": "object", "required": ["model"], "properties": {"model": {"type": "string"}}},
             "annotations": {"readOnlyHint": true, "openWorldHint": true}}
            """);
    private static final Declaration ESTIMATE = Declaration.listed(TOOLSET, """
            {"name": "estimate_cost", "title": "Estimate a cost",
             "description": "What a request would cost by Poe's list of prices, in US dollars and points, and the points that would be left. A prompt in words is counted roughly, at four characters a token. Free.",
             "inputSchema": {"type": "object", "required": ["model"], "properties": {
               "model": {"type": "string"},
               "prompt": {"type": "string"},
               "prompt_tokens": {"type": "integer", "minimum": 0},
               "completion_tokens": {"type": "integer", "minimum": 0, "default": 500},
               "images": {"type": "integer", "minimum": 0, "description": "Pictures that are made, or shown to a model of text"},
               "seconds": {"type": "integer", "minimum": 1}}},
             "annotations": {"readOnlyHint": true, "openWorldHint": true}}
            """);

    private static final long TOKENS_MAX = 100_000_000;
    private static final long IMAGES_MAX = 1_000;
    private static final long SECONDS_MAX = 3_600;
    private static final String BASIS = "Poe's list of prices; what is billed may differ";

    private final CurrentCatalog catalog;
    private final PointsClient points;

    private ModelTools(CurrentCatalog catalog, PointsClient points) {
        this.catalog = catalog;
        this.points = points;
    }

    static List<McpTool> of(CurrentCatalog catalog, PointsClient points) {
        ModelTools tools = new ModelTools(catalog, points);
        return List.of(new PlainTool(GET, tools::get), new PlainTool(ESTIMATE, tools::estimate));
    }

    private ToolAnswer get(McpCall call, ToolArguments arguments) {
        ModelCard card = card(call, arguments);
        ObjectNode model = ListModels.summary(card).put("display_name", card.displayName());
        card.outputTokensMax().ifPresent(tokens -> model.put("max_output_tokens", tokens));
        card.endpoints().forEach(model.putArray("endpoints")::add);
        card.reasoningBudget()
                .ifPresent(budget -> model.putObject("reasoning")
                        .put("min_tokens", budget.minTokens())
                        .put("max_tokens", budget.maxTokens()));
        ArrayNode parameters = model.putArray("parameters");
        card.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        return ToolAnswer.of(model);
    }

    private static ObjectNode parameter(ModelParameter parameter) {
        ObjectNode told = McpJson.object().put("name", parameter.name());
        switch (parameter.values()) {
            case ModelParameter.Values.OneOf some -> some.texts().forEach(told.putArray("one_of")::add);
            case ModelParameter.Values.Between bounds ->
                told.put("least", bounds.least()).put("most", bounds.most());
            case ModelParameter.Values.Truth truth -> told.put("type", "boolean");
            case ModelParameter.Values.AnyText text -> told.put("type", "string");
            case ModelParameter.Values.Unstated unstated -> {
                return told;
            }
        }
        parameter.standard().flatMap(McpJson::read).ifPresent(value -> told.set("default", value));
        return told;
    }

    private ToolAnswer estimate(McpCall call, ToolArguments arguments) {
        ModelCard card = card(call, arguments);
        long images = arguments.whole("images", 0, IMAGES_MAX).orElse(0L);
        Optional<Long> said = arguments.text("prompt").map(text -> ExpectedUsage.tokens(text.length()));
        Usage expected = new Usage(
                arguments.whole("prompt_tokens", 0, TOKENS_MAX).or(() -> said).orElse(0L)
                        + ExpectedUsage.pictures(images),
                arguments.whole("completion_tokens", 0, TOKENS_MAX).orElse(ExpectedUsage.COMPLETION_TOKENS));
        boolean bySecond = arguments.whole("seconds", 1, SECONDS_MAX).isPresent();
        ObjectNode estimate = McpJson.object().put("model", card.id());
        Optional<Cost> sum = sum(card, expected, images);
        if (sum.isEmpty()) {
            return ToolAnswer.of(estimate.put("basis", "Poe lists no price for a call of this model"));
        }
        estimate.put("usd", Cost.plain(sum.get().dollars()))
                .put("points", sum.get().points())
                .put("prompt_tokens", expected.inputTokens())
                .put("completion_tokens", expected.outputTokens())
                .put("basis", bySecond ? BASIS + ", and Poe lists no price by the second" : BASIS);
        balance(call)
                .ifPresent(
                        left -> estimate.put("balance_after", left - sum.get().points()));
        return ToolAnswer.of(estimate);
    }

    /** Of media each call makes one; what others are shown counts as part of the prompt. */
    private static Optional<Cost> sum(ModelCard card, Usage expected, long images) {
        return card.makesMedia()
                ? Cost.ofMedia(Optional.of(card), Math.max(1, images))
                : Cost.of(expected, Optional.of(card));
    }

    /** Points left; empty where Poe does not tell. */
    private Optional<Long> balance(McpCall call) {
        try {
            return Optional.of(points.left(call.origin().caller().account(), call.cancellation()));
        } catch (FailureException untold) {
            call.cancellation().check();
            return Optional.empty();
        }
    }

    private ModelCard card(McpCall call, ToolArguments arguments) {
        String name = arguments.need("model", "bot", "bot_name", "id");
        Resolution resolved = catalog.get().resolve(name);
        try {
            call.origin().caller().models().check(resolved.model());
        } catch (FailureException forbidden) {
            throw new ToolException(forbidden.failure().message());
        }
        return resolved.card()
                .orElseThrow(
                        () -> new ToolException(
                                "Poe lists no model of that name. list_models finds names; a bot that is not listed can be asked all the same."));
    }
}
