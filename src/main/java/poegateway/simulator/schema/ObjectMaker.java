package poegateway.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes an object: with the properties that are required, in the order of the schema; with all of them where none is
 * required.
 */
final class ObjectMaker {
    private static final int EXTRA_NAMES = 100;

    private final ValueMaker values;
    private final ValueMaker.Wanted wanted;
    private final Conjunction all;
    private final Set<String> required = new LinkedHashSet<>();
    private final Set<String> declared = new LinkedHashSet<>();
    private final int least;
    private final int most;

    ObjectMaker(ValueMaker values, ValueMaker.Wanted wanted, Conjunction all) {
        this.values = values;
        this.wanted = wanted;
        this.all = all;
        String place = wanted.place();
        for (JsonNode member : all.members()) {
            required.addAll(Keyword.texts(member, "required", place));
            Keyword.object(member, "properties", place).fieldNames().forEachRemaining(declared::add);
        }
        least = all.each("minProperties", member -> Keyword.count(member, "minProperties", 0, place)).stream()
                .reduce(0, Math::max);
        most = all.each("maxProperties", member -> Keyword.count(member, "maxProperties", 0, place)).stream()
                .reduce(Integer.MAX_VALUE, Math::min);
    }

    /** The usual object first; others where that one does not fit. */
    List<Supplier<JsonNode>> candidates() {
        return List.of(() -> make(required.isEmpty()), () -> make(true), () -> make(false));
    }

    private JsonNode make(boolean optional) {
        if (least > Effort.MAX_VALUES) {
            throw UnmetSchemaException.limit(
                    "minProperties", wanted.place(), "asks for more than " + Effort.MAX_VALUES + " properties");
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Set<String> needed = withDependent(required);
        for (String name : declared) {
            if (needed.contains(name)) {
                object.set(name, property(name));
            } else if (optional && object.size() < most) {
                addIfPossible(object, name);
            }
        }
        for (String name : withDependent(names(object, needed))) {
            if (!object.has(name)) {
                object.set(name, property(name));
            }
        }
        fill(object);
        return object;
    }

    private static Set<String> names(ObjectNode object, Set<String> needed) {
        Set<String> names = new LinkedHashSet<>(needed);
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** These names and those that must come with them. */
    private Set<String> withDependent(Set<String> names) {
        Set<String> more = new LinkedHashSet<>(names);
        for (JsonNode member : all.members()) {
            for (String keyword : List.of("dependentRequired", "dependencies")) {
                Keyword.object(member, keyword, wanted.place()).properties().forEach(one -> {
                    if (more.contains(one.getKey()) && one.getValue().isArray()) {
                        one.getValue().forEach(name -> more.add(name.asText()));
                    }
                });
            }
        }
        return more.size() == names.size() ? more : withDependent(more);
    }

    /** As many further properties as {@code minProperties} asks for. */
    private void fill(ObjectNode object) {
        declared.forEach(name -> {
            if (object.size() < least) {
                addIfPossible(object, name);
            }
        });
        for (int i = 0; i < EXTRA_NAMES + least && object.size() < least; i++) {
            for (String name : extraNames(i)) {
                if (object.size() < least) {
                    addIfPossible(object, name);
                }
            }
        }
    }

    private List<String> extraNames(int number) {
        List<String> names = new ArrayList<>();
        for (JsonNode member : all.members()) {
            Keyword.object(member, "patternProperties", wanted.place())
                    .fieldNames()
                    .forEachRemaining(pattern -> {
                        String name = PatternText.examples(pattern, number, wanted.place())
                                .getFirst();
                        names.addAll(List.of(name, name + number));
                    });
        }
        List<JsonNode> ofNames = all.each("propertyNames", member -> member.path("propertyNames"));
        if (ofNames.isEmpty()) {
            names.add("extra" + (number + 1));
        } else {
            String place = wanted.place();
            names.add(values.make(new ValueMaker.Wanted(ofNames, "extra", place, wanted.level() + 1, number))
                    .asText());
        }
        return names;
    }

    private void addIfPossible(ObjectNode object, String name) {
        Effort.Mark mark = values.effort().mark();
        try {
            object.set(name, property(name));
        } catch (UnmetSchemaException leftOut) {
            values.effort().returnTo(mark);
        }
    }

    private JsonNode property(String name) {
        List<JsonNode> schemas = new ArrayList<>();
        String place = wanted.place() + "/" + name;
        for (JsonNode member : all.members()) {
            schemas.addAll(ContainerCheck.ofProperty(member, name, wanted.place()));
        }
        if (schemas.stream().anyMatch(schema -> schema.isBoolean() && !schema.booleanValue())) {
            throw UnmetSchemaException.of("additionalProperties", place, "allows no property of that name");
        }
        values.effort().text(name.length(), place);
        return values.make(wanted.inside(schemas, name));
    }
}
