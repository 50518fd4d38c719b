package poegateway.loss;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places in JSON documents, such as {@code messages[0].name}. */
final class Places {
    private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|[^.\\[\\]]+");

    private Places() {}

    /** Puts a value there; what is on the way must exist. */
    static void set(JsonNode document, String place, JsonNode value) {
        List<String> steps = steps(place);
        JsonNode parent = parent(document, steps);
        switch (parent) {
            case ArrayNode array -> {
                int number = index(steps.getLast());
                if (number < array.size()) {
                    array.set(number, value);
                } else {
                    array.add(value);
                }
            }
            case ObjectNode object -> object.set(steps.getLast(), value);
            default -> throw new IllegalArgumentException("nothing can be put at " + place);
        }
    }

    /** Takes away what is there, if anything is. */
    static void remove(JsonNode document, String place) {
        List<String> steps = steps(place);
        switch (parent(document, steps)) {
            case ArrayNode array -> array.remove(index(steps.getLast()));
            case ObjectNode object -> object.remove(steps.getLast());
            default -> throw new IllegalArgumentException("nothing is at " + place);
        }
    }

    /** What is there; a missing node where nothing is. */
    static JsonNode get(JsonNode document, String place) {
        JsonNode at = document;
        for (String step : steps(place)) {
            at = step.startsWith("[") ? at.path(index(step)) : at.path(step);
        }
        return at;
    }

    /** Each place that holds a value with nothing inside, and that value. */
    static Map<String, JsonNode> leaves(JsonNode document) {
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        collect(document, "", leaves);
        return leaves;
    }

    /** The place without its numbers: {@code messages[].name}. */
    static String general(String place) {
        return place.replaceAll("\\[\\d+]", "[]");
    }

    /** The last name of a place. */
    static String last(String place) {
        return general(place).replace("[]", "").replaceAll(".*\\.", "");
    }

    private static void collect(JsonNode node, String place, Map<String, JsonNode> leaves) {
        if (node.isContainerNode() && !node.isEmpty()) {
            node.properties()
                    .forEach(member -> collect(
                            member.getValue(),
                            place.isEmpty() ? member.getKey() : place + "." + member.getKey(),
                            leaves));
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                collect(node.get(i), place + "[" + i + "]", leaves);
            }
        } else {
            leaves.put(place, node);
        }
    }

    private static JsonNode parent(JsonNode document, List<String> steps) {
        JsonNode at = document;
        for (String step : steps.subList(0, steps.size() - 1)) {
            at = step.startsWith("[") ? at.path(index(step)) : at.path(step);
        }
        return at;
    }

    private static int index(String step) {
        return Integer.parseInt(step.substring(1, step.length() - 1));
    }

    private static List<String> steps(String place) {
        List<String> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(place);
        while (matcher.find()) {
            steps.add(matcher.group());
        }
        return steps;
    }
}
