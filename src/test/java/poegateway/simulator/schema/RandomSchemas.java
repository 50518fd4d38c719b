package poegateway.simulator.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes schemas by chance; most of them can be met. */
final class RandomSchemas {
    private static final List<String> PATTERNS = List.of(
            "^[a-z]{3,8}$",
            "^\\\\d+(\\\\.\\\\d{2})?$",
            "^(red|green|blue)-[0-9a-f]{2}$",
            "[A-Z]",
            "^\\\\w+@\\\\w+\\\\.\\\\w{2,3}$");
    private static final List<String> FORMATS =
            List.of("date", "date-time", "time", "email", "uri", "uuid", "ipv4", "hostname", "duration");

    private final Random random;

    RandomSchemas(long seed) {
        this.random = new Random(seed);
    }

    /** A whole schema; its definitions may refer to each other and to themselves, but only for a part of the value. */
    String next() {
        return "{\"allOf\":[" + schema(3) + "],\"$defs\":{\"a\":" + definition(2) + ",\"b\":" + definition(1) + "}}";
    }

    /** What refers to itself for the same value means nothing (JSON Schema Core, 9.4.1), and no validator comes to an end. */
    private String definition(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> text();
            case 1 -> number();
            case 2 -> array(depth - 1);
            default -> object(depth - 1);
        };
    }

    private String schema(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 6)) {
            case 0, 1 -> text();
            case 2, 3 -> number();
            case 4 -> "{\"enum\":[1,\"two\",null,[3],{\"four\":4}]}";
            case 5 -> random.nextInt(8) == 0 ? "{\"$ref\":\"#/$defs/a\"}" : "{\"type\":\"boolean\"}";
            case 6, 7, 8 -> object(depth - 1);
            case 9 -> array(depth - 1);
            case 10 -> choice(depth - 1);
            default -> "{\"$ref\":\"#/$defs/" + (random.nextBoolean() ? "a" : "b") + "\"}";
        };
    }

    private String text() {
        List<String> words = new ArrayList<>(List.of("\"type\":\"string\""));
        switch (random.nextInt(4)) {
            case 0 -> words.add("\"pattern\":\"" + of(PATTERNS) + "\"");
            case 1 -> words.add("\"format\":\"" + of(FORMATS) + "\"");
            case 2 -> {
                int least = random.nextInt(40);
                words.add("\"minLength\":" + least);
                maybe(words, "\"maxLength\":" + (least + random.nextInt(5)));
            }
            default -> maybe(words, "\"not\":{\"maxLength\":" + random.nextInt(20) + "}");
        }
        return braced(words);
    }

    private String number() {
        List<String> words =
                new ArrayList<>(List.of("\"type\":\"" + (random.nextBoolean() ? "integer" : "number") + "\""));
        int least = random.nextInt(-50, 50);
        maybe(words, (random.nextBoolean() ? "\"minimum\":" : "\"exclusiveMinimum\":") + least);
        maybe(words, (random.nextBoolean() ? "\"maximum\":" : "\"exclusiveMaximum\":") + (least + random.nextInt(60)));
        if (random.nextInt(3) == 0) {
            words.add("\"multipleOf\":" + of(List.of("0.5", "0.01", "3", "7", "10")));
        }
        return braced(words);
    }

    private String object(int depth) {
        List<String> names = List.of("id", "name", "a b", "\\u00e4", "list");
        List<String> properties = new ArrayList<>();
        List<String> required = new ArrayList<>();
        for (String name : names) {
            if (random.nextInt(3) > 0) {
                properties.add("\"" + name + "\":" + schema(depth));
                maybe(required, "\"" + name + "\"");
            }
        }
        List<String> words = new ArrayList<>(
                List.of("\"type\":\"object\"", "\"properties\":" + braced(properties), "\"required\":" + required));
        maybe(words, "\"additionalProperties\":" + (random.nextBoolean() ? "false" : schema(depth)));
        if (random.nextInt(4) == 0) {
            words.add("\"minProperties\":" + random.nextInt(5));
        }
        if (random.nextInt(6) == 0) {
            words.add("\"dependentRequired\":{\"id\":[\"name\"]}");
        }
        return braced(words);
    }

    private String array(int depth) {
        List<String> words = new ArrayList<>(List.of("\"type\":\"array\"", "\"items\":" + schema(depth)));
        int least = random.nextInt(4);
        maybe(words, "\"minItems\":" + least);
        maybe(words, "\"maxItems\":" + (least + random.nextInt(3)));
        if (random.nextInt(3) == 0) {
            words.add("\"uniqueItems\":true");
        }
        if (random.nextInt(5) == 0) {
            words.add("\"prefixItems\":[" + schema(depth) + "]");
        }
        if (random.nextInt(6) == 0) {
            words.add("\"contains\":" + schema(depth));
        }
        return braced(words);
    }

    private String choice(int depth) {
        String first = schema(depth);
        String second = schema(depth);
        return switch (random.nextInt(4)) {
            case 0 -> "{\"anyOf\":[" + first + "," + second + ",{\"type\":\"null\"}]}";
            case 1 -> "{\"oneOf\":[" + first + "," + second + "]}";
            case 2 -> "{\"allOf\":[" + first + ",{\"not\":{\"const\":\"two\"}}]}";
            default -> "{\"if\":{\"type\":\"string\"},\"then\":" + first + ",\"else\":" + second + "}";
        };
    }

    private void maybe(List<String> words, String word) {
        if (random.nextBoolean()) {
            words.add(word);
        }
    }

    private String of(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private static String braced(List<String> words) {
        return "{" + String.join(",", words) + "}";
    }
}
