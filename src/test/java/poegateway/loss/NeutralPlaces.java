package poegateway.loss;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * Where values lie in a prompt or a reply of no dialect: {@code messages[].parts[Words].text}. A list shows what its elements are;
 * its numbers are in the keys and not in the names.
 */
final class NeutralPlaces {
    private final Map<String, String> values = new TreeMap<>();

    private NeutralPlaces() {}

    /** Each value by its place, with numbers of elements. */
    static Map<String, String> of(Object root) {
        NeutralPlaces places = new NeutralPlaces();
        places.walk("", root);
        return places.values;
    }

    /** Names of the places at which two differ, without numbers. */
    static Set<String> changed(Map<String, String> one, Map<String, String> other) {
        TreeSet<String> names = new TreeSet<>();
        one.forEach((place, value) -> {
            if (!value.equals(other.get(place))) {
                names.add(name(place));
            }
        });
        other.keySet().stream().filter(place -> !one.containsKey(place)).forEach(place -> names.add(name(place)));
        return names;
    }

    private static String name(String place) {
        return place.replaceAll("#\\d+", "");
    }

    private void walk(String place, Object value) {
        switch (value) {
            case JsonText text -> values.put(place, text.decoded());
            case JsonSlice json -> json(place, Probe.json(json.toString()));
            case Optional<?> maybe -> maybe.ifPresent(inner -> walk(place, inner));
            case OptionalLong maybe -> maybe.ifPresent(number -> values.put(place, Long.toString(number)));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    Object each = list.get(i);
                    walk(place + "[#" + i + kind(each) + "]", each);
                }
            }
            case Map<?, ?> map -> map.forEach((name, inner) -> walk(place + "." + name, inner));
            case Record parts -> members(place, parts);
            default -> values.put(place, value.toString());
        }
    }

    /** The members of an object are named by itself, but for those of extras, which are named by their own. */
    private void members(String place, Record object) {
        values.put(place.isEmpty() ? "kind" : place + ".kind", object.getClass().getSimpleName());
        for (RecordComponent component : object.getClass().getRecordComponents()) {
            String name = component.getName();
            boolean within = name.equals("members") || place.isEmpty();
            String inner = place.isEmpty() ? name : within ? place : place + "." + name;
            if (!name.equals("origin")) {
                walk(inner, read(component, object));
            }
        }
    }

    private static String kind(Object each) {
        return each instanceof Record && each.getClass().getDeclaringClass() != null
                ? each.getClass().getSimpleName()
                : "";
    }

    private static Object read(RecordComponent component, Record object) {
        try {
            return component.getAccessor().invoke(object);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(component.toString(), impossible);
        }
    }

    private void json(String place, JsonNode node) {
        Places.leaves(node).forEach((inner, value) -> {
            String dotted = inner.isEmpty() || inner.startsWith("[") ? inner : "." + inner;
            values.put(place + dotted.replaceAll("\\[(\\d+)]", "[#$1]"), value.toString());
        });
    }
}
