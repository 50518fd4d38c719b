package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import poegateway.catalog.CurrentCatalog;
import poegateway.catalog.Modality;
import poegateway.catalog.ModelCard;
import poegateway.catalog.ModelPrices;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.PlainTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.McpJson;

/** Finds models. */
final class ListModels {
    private static final McpTool.Declaration DECLARATION = McpTool.Declaration.listed(ToolFilter.DEFAULT, """
            {"name": "list_models", "title": "Find models",
             "description": "Finds models on Poe by name, maker, or what they take and make. Free.",
             "inputSchema": {"type": "object", "properties": {
               "query": {"type": "string", "description": "Part of a name"},
               "output": {"type": "string", "enum": ["text", "image", "video", "audio"]},
               "input": {"type": "string", "enum": ["text", "image", "video", "audio"]},
               "supports_tools": {"type": "boolean"},
               "owned_by": {"type": "string"},
               "max_price_per_mtok": {"type": "number", "description": "Most US dollars for a million tokens of the answer"},
               "limit": {"type": "integer", "minimum": 1, "maximum": 500, "default": 20},
               "cursor": {"type": "string"}}},
             "annotations": {"readOnlyHint": true, "openWorldHint": true}}
            """);

    private static final long LIMIT_MAX = 500;
    private static final long LIMIT = 20;
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private final CurrentCatalog catalog;

    private ListModels(CurrentCatalog catalog) {
        this.catalog = catalog;
    }

    static McpTool of(CurrentCatalog catalog) {
        return new PlainTool(DECLARATION, new ListModels(catalog)::answer);
    }

    private ToolAnswer answer(McpCall call, ToolArguments arguments) {
        long limit = arguments.whole("limit", 1, LIMIT_MAX).orElse(LIMIT);
        long from = cursor(arguments.text("cursor"));
        List<ModelCard> found = catalog.get().cards(call.origin().caller().models()).stream()
                .filter(matching(arguments))
                .toList();
        ObjectNode structured = McpJson.object();
        ArrayNode models = structured.putArray("models");
        found.stream().skip(from).limit(limit).forEach(card -> models.add(summary(card)));
        structured.put("total", found.size());
        if (from + limit < found.size()) {
            structured.put("next_cursor", Long.toString(from + limit));
        }
        return ToolAnswer.of(structured);
    }

    private static java.util.function.Predicate<ModelCard> matching(ToolArguments arguments) {
        Optional<String> query =
                arguments.text("query", "filter", "search", "name").map(ListModels::lower);
        Optional<Modality> output = modality(arguments, "output");
        Optional<Modality> input = modality(arguments, "input");
        Optional<String> owner = arguments.text("owned_by", "provider").map(ListModels::lower);
        Optional<Boolean> tools = arguments.flag("supports_tools");
        Optional<BigDecimal> most = arguments
                .number("max_price_per_mtok", 0, Integer.MAX_VALUE)
                .map(price -> new BigDecimal(price.toString()));
        return card -> query.filter(part -> !named(card, part)).isEmpty()
                && output.filter(form -> !card.outputs().contains(form)).isEmpty()
                && input.filter(form -> !card.inputs().contains(form)).isEmpty()
                && owner.filter(maker -> !lower(card.ownedBy()).contains(maker)).isEmpty()
                && tools.filter(wanted -> wanted != card.has("tools")).isEmpty()
                && most.filter(price -> !isWithin(card, price)).isEmpty();
    }

    private static boolean named(ModelCard card, String part) {
        return lower(card.id()).contains(part) || lower(card.displayName()).contains(part);
    }

    private static boolean isWithin(ModelCard card, BigDecimal most) {
        return ModelPrices.dollars(card.prices().completion())
                .filter(price -> price.multiply(MILLION).compareTo(most) <= 0)
                .isPresent();
    }

    private static Optional<Modality> modality(ToolArguments arguments, String name) {
        return arguments.text(name).map(word -> {
            try {
                return Modality.valueOf(word.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new ToolException("'" + name + "' must be text, image, video or audio.");
            }
        });
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static long cursor(Optional<String> given) {
        String text = given.orElse("0");
        if (!text.matches("\\d{1,6}")) {
            throw new ToolException("'cursor' is the 'next_cursor' of the answer before.");
        }
        return Long.parseLong(text);
    }

    /** A model in few words. */
    static ObjectNode summary(ModelCard card) {
        ObjectNode model = McpJson.object().put("id", card.id()).put("owned_by", card.ownedBy());
        forms(model, "inputs", card.inputs());
        forms(model, "outputs", card.outputs());
        model.put("tools", card.has("tools"));
        card.contextTokens().ifPresent(tokens -> model.put("context_length", tokens));
        ObjectNode prices = McpJson.object();
        ModelPrices.dollars(card.prices().prompt())
                .ifPresent(price -> prices.put("prompt_usd_per_mtok", perMillion(price)));
        ModelPrices.dollars(card.prices().completion())
                .ifPresent(price -> prices.put("completion_usd_per_mtok", perMillion(price)));
        ModelPrices.dollars(card.prices().request()).ifPresent(price -> prices.put("request_usd", Cost.plain(price)));
        if (!prices.isEmpty()) {
            model.set("pricing", prices);
        }
        return model;
    }

    private static String perMillion(BigDecimal price) {
        return Cost.plain(price.multiply(MILLION));
    }

    private static void forms(ObjectNode model, String name, Set<Modality> forms) {
        ArrayNode words = model.putArray(name);
        forms.stream().sorted().forEach(form -> words.add(lower(form.name())));
    }
}
