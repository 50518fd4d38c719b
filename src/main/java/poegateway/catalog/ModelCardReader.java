package poegateway.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import poegateway.catalog.ModelParameter.Values;

/** Reads one model of Poe's list. What has another form than it should counts as not said: no model is lost for it. */
final class ModelCardReader {
    private ModelCardReader() {}

    static ModelCard read(String id, JsonNode model) {
        JsonNode architecture = model.path("architecture");
        JsonNode window = model.path("context_window");
        OptionalLong context = number(window.path("context_length"));
        return new ModelCard(
                id,
                model.path("metadata").path("display_name").asText(id),
                model.path("owned_by").asText(""),
                number(model.path("created")),
                texts(model.path("supported_endpoints")),
                forms(architecture.path("input_modalities")),
                forms(architecture.path("output_modalities")),
                new HashSet<>(texts(model.path("supported_features"))),
                parameters(model.path("parameters")),
                context.isPresent() ? context : number(model.path("context_length")),
                number(window.path("max_output_tokens")),
                budget(model.path("reasoning").path("budget")),
                prices(model.path("pricing")));
    }

    private static List<ModelParameter> parameters(JsonNode list) {
        List<ModelParameter> parameters = new ArrayList<>();
        for (JsonNode each : list) {
            text(each.path("name"))
                    .ifPresent(name -> parameters.add(
                            new ModelParameter(name, values(each.path("schema")), json(each.path("default_value")))));
        }
        return parameters;
    }

    private static Values values(JsonNode schema) {
        List<String> allowed = words(schema.path("enum"));
        if (!allowed.isEmpty()) {
            return new Values.OneOf(allowed);
        }
        return switch (schema.path("type").asText()) {
            case "boolean" -> new Values.Truth();
            case "string" -> new Values.AnyText();
            case "number", "integer" -> between(schema.path("minimum"), schema.path("maximum"));
            default -> new Values.Unstated();
        };
    }

    private static Values between(JsonNode least, JsonNode most) {
        return least.isNumber() && most.isNumber()
                ? new Values.Between(least.decimalValue(), most.decimalValue())
                : new Values.Unstated();
    }

    /** Empty unless each is a text or a number: half an enumeration would refuse what the other half allows. */
    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        for (JsonNode word : list) {
            if (!word.isTextual() && !word.isNumber()) {
                return List.of();
            }
            words.add(word.asText());
        }
        return words;
    }

    private static Set<Modality> forms(JsonNode list) {
        List<String> names = texts(list);
        Set<Modality> forms = EnumSet.noneOf(Modality.class);
        Arrays.stream(Modality.values())
                .filter(form -> names.contains(form.name().toLowerCase(Locale.ROOT)))
                .forEach(forms::add);
        return forms;
    }

    private static Optional<ModelCard.ReasoningBudget> budget(JsonNode budget) {
        OptionalLong most = number(budget.path("max_tokens"));
        return most.isEmpty()
                ? Optional.empty()
                : Optional.of(new ModelCard.ReasoningBudget(
                        number(budget.path("min_tokens")).orElse(0), most.getAsLong()));
    }

    private static ModelPrices prices(JsonNode pricing) {
        return new ModelPrices(
                text(pricing.path("prompt")),
                text(pricing.path("completion")),
                text(pricing.path("image")),
                text(pricing.path("request")),
                text(pricing.path("input_cache_read")),
                text(pricing.path("input_cache_write")));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> text(item).ifPresent(texts::add));
        return texts;
    }

    private static Optional<String> text(JsonNode value) {
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    private static Optional<String> json(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? Optional.empty() : Optional.of(value.toString());
    }

    private static OptionalLong number(JsonNode value) {
        return value.canConvertToLong() && value.isIntegralNumber()
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }
}
