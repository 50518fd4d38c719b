package poegateway.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import poegateway.simulator.schema.SchemaCheck.Fault;

/**
 * Makes values by trying: a choice is followed to its end and the next one taken where the first leads nowhere, and
 * whatever comes out is checked before it is believed. Not for several threads.
 */
final class ValueMaker {
    /** Most choices in a row for one value. */
    private static final int MAX_CHOICES = 16;
    /** How many texts or numbers are tried. */
    private static final int VARIANTS = 8;

    private final SchemaDocument document;
    private final Effort effort;
    private final SchemaCheck check;
    private final int levels;

    /**
     * A value to be made.
     *
     * @param schemas what it must fit
     * @param name of the property that it is for; texts mention it
     * @param place where in the whole, as a JSON pointer
     * @param level how many objects and arrays it is in
     * @param variant another value for each number, where there is one
     */
    record Wanted(List<JsonNode> schemas, String name, String place, int level, int variant) {
        /** What is wanted inside of it. */
        Wanted inside(List<JsonNode> inner, String key) {
            return new Wanted(inner, key, place + "/" + key, level + 1, variant);
        }

        Wanted item(List<JsonNode> inner, int index, int ofVariant) {
            return new Wanted(inner, name, place + "/" + index, level + 1, ofVariant);
        }
    }

    /** {@code levels}: objects and arrays within each other. */
    ValueMaker(SchemaDocument document, Effort effort, int levels) {
        this.document = document;
        this.effort = effort;
        this.check = new SchemaCheck(document, effort);
        this.levels = levels;
    }

    Effort effort() {
        return effort;
    }

    /** A value that fits all that is wanted of it. */
    JsonNode make(Wanted wanted) {
        if (wanted.level() > levels) {
            throw UnmetSchemaException.limit("schema", wanted.place(), "needs more than " + levels + " levels");
        }
        effort.value("schema", wanted.place());
        try {
            return choose(wanted, Conjunction.EMPTY.and(wanted.schemas(), document, wanted.place()), 0);
        } catch (UnmetSchemaException unmet) {
            if (wanted.schemas().stream().allMatch(schema -> check.fits(NullNode.instance, schema, wanted.place()))) {
                return NullNode.instance;
            }
            throw unmet;
        }
    }

    private JsonNode choose(Wanted wanted, Conjunction all, int made) {
        effort.step(wanted.place());
        if (made > MAX_CHOICES) {
            throw UnmetSchemaException.limit("anyOf", wanted.place(), "leads from choice to choice without end");
        }
        if (all.choices().isEmpty()) {
            return firstOf(candidates(wanted, all), wanted);
        }
        List<Supplier<JsonNode>> ways = new ArrayList<>();
        Conjunction rest = all.withoutFirstChoice();
        for (List<JsonNode> way : all.choices().getFirst().alternatives()) {
            ways.add(() -> choose(wanted, rest.and(way, document, wanted.place()), made + 1));
        }
        return firstOf(ways, wanted);
    }

    /** The first that can be made and fits. */
    private JsonNode firstOf(List<Supplier<JsonNode>> ways, Wanted wanted) {
        Optional<UnmetSchemaException> failure = Optional.empty();
        Effort.Mark mark = effort.mark();
        for (Supplier<JsonNode> way : ways) {
            try {
                return checked(way.get(), wanted);
            } catch (UnmetSchemaException unmet) {
                effort.returnTo(mark);
                failure = failure.filter(earlier -> !earlier.isLimit() || unmet.isLimit())
                        .or(() -> Optional.of(unmet));
            }
        }
        throw failure.orElseThrow();
    }

    private JsonNode checked(JsonNode value, Wanted wanted) {
        for (JsonNode schema : wanted.schemas()) {
            Optional<Fault> fault = check.fault(value, schema, wanted.place());
            if (fault.isPresent()) {
                throw UnmetSchemaException.of(
                        fault.get().keyword(), fault.get().place(), "was not met by any value that was tried");
            }
        }
        return value;
    }

    private List<Supplier<JsonNode>> candidates(Wanted wanted, Conjunction all) {
        List<Supplier<JsonNode>> candidates = new ArrayList<>();
        List<JsonNode> fixed = all.each("const", member -> member.path("const"));
        if (!fixed.isEmpty()) {
            candidates.add(fixed::getFirst);
            return candidates;
        }
        if (wanted.variant() == 0) {
            all.each("default", member -> member.path("default")).forEach(value -> candidates.add(() -> value));
        }
        List<JsonNode> listed = all.each("enum", member -> Keyword.array(member, "enum", wanted.place()));
        if (!listed.isEmpty()) {
            JsonNode first = listed.getFirst();
            if (first.isEmpty()) {
                throw UnmetSchemaException.of("enum", wanted.place(), "is empty");
            }
            for (int i = 0; i < first.size(); i++) {
                JsonNode value = first.path((i + wanted.variant()) % first.size());
                candidates.add(() -> value);
            }
            return candidates;
        }
        all.each("examples", member -> member.path("examples").path(0)).stream()
                .filter(value -> wanted.variant() == 0 && !value.isMissingNode())
                .forEach(value -> candidates.add(() -> value));
        types(wanted, all).forEach(type -> addOfType(candidates, type, wanted, all));
        return candidates;
    }

    private void addOfType(List<Supplier<JsonNode>> candidates, String type, Wanted wanted, Conjunction all) {
        switch (type) {
            case "object" -> candidates.addAll(new ObjectMaker(this, wanted, all).candidates());
            case "array" -> candidates.add(() -> new ArrayMaker(this, wanted, all).make());
            case "number", "integer" -> {
                for (int i = 0; i < VARIANTS; i++) {
                    int variant = wanted.variant() + i;
                    candidates.add(() -> NumberMaker.make(all, type.equals("integer"), variant, wanted.place()));
                }
            }
            case "boolean" -> {
                candidates.add(() -> BooleanNode.valueOf(wanted.variant() % 2 == 0));
                candidates.add(() -> BooleanNode.valueOf(wanted.variant() % 2 != 0));
            }
            case "null" -> candidates.add(() -> NullNode.instance);
            default -> {
                for (int i = 0; i < VARIANTS; i++) {
                    int variant = wanted.variant() + i;
                    candidates.add(() -> text(wanted, all, variant));
                }
            }
        }
    }

    private JsonNode text(Wanted wanted, Conjunction all, int variant) {
        String text = TextMaker.make(all, wanted.name(), variant, wanted.place());
        effort.text(text.length(), wanted.place());
        return TextNode.valueOf(text);
    }

    /** The types that all members allow; where none names any, the one that the other keywords speak of. */
    private static Set<String> types(Wanted wanted, Conjunction all) {
        Set<String> types = new LinkedHashSet<>();
        for (List<String> named : all.each("type", member -> Keyword.types(member, wanted.place()))) {
            Set<String> wide = new LinkedHashSet<>(named);
            if (wide.contains("number")) {
                wide.add("integer");
            }
            if (types.isEmpty()) {
                types.addAll(named);
            } else {
                Set<String> whole = types.contains("number") ? Set.of("integer") : Set.of();
                types.addAll(named.contains("integer") ? whole : Set.of());
                types.retainAll(wide);
            }
            if (types.isEmpty()) {
                throw UnmetSchemaException.of("type", wanted.place(), "allows no type");
            }
        }
        return types.isEmpty() ? Set.of(spokenOf(all)) : types;
    }

    private static String spokenOf(Conjunction all) {
        if (hasOneOf(all, "properties", "required", "additionalProperties", "minProperties", "patternProperties")) {
            return "object";
        }
        if (hasOneOf(all, "items", "prefixItems", "minItems", "contains", "uniqueItems")) {
            return "array";
        }
        boolean number = hasOneOf(all, "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
        return number ? "number" : "string";
    }

    private static boolean hasOneOf(Conjunction all, String... keywords) {
        for (String keyword : keywords) {
            if (all.members().stream().anyMatch(member -> member.has(keyword))) {
                return true;
            }
        }
        return false;
    }
}
