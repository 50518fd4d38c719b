package poegateway.dialect.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random requests with random white space, order and escapes. */
final class RequestBodies {
    private static final String[][] MEMBERS = {
        {"temperature", "null", "0", "0.7"},
        {"tools", "[]", "null", "[{\"type\":\"function\"}]", "{}"},
        {"tool_choice", "\"auto\"", "\"required\"", "null", "{\"type\":\"function\"}"},
        {"parallel_tool_calls", "true", "false", "null"},
        {"functions", "[]", "null", "[{\"name\":\"f\"}]"},
        {"function_call", "\"auto\"", "{\"name\":\"f\"}", "null"},
        {"n", "1", "1.0", "null"},
        {"presence_penalty", "0", "0.0", "-0", "0.5", "\"0\"", "null"},
        {"frequency_penalty", "0e5", "1", "[]"},
        {"logit_bias", "{}", "{\"50256\":-100}", "[]", "null"},
        {"max_tokens", "0", "10", "null"},
        {"max_completion_tokens", "0", "0.0", "7"},
        {"user", "null", "\"a \\\"quoted\\\" {user}, [x]\"", "\"\\\\\""},
        {"metadata", "{}", "{\"extra_body\":{\"a\":null}}", "{\"n\":1,\"n\":2}", "[null,[],{}]"},
        {"stop", "[\"a\",\"b\"]", "\"]\"", "null"},
        {"seed", "12345678901234567890", "-1.5E+3", "null"},
        {"unknown", "true", "[1,{\"stream\":null}]", "null"},
        {"stream", "true", "true", "false", "null"},
        {
            "stream_options",
            "{}",
            "{\"include_usage\":true}",
            "{\"include_usage\":false}",
            "{\"include_usage\":null,\"include_obfuscation\":false}",
            "{\"include_obfuscation\":false}",
            "null"
        },
    };
    private static final String[] MESSAGES = {
        "[]",
        "[{\"role\":\"developer\",\"content\":\"be developer\"}]",
        "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"ä\",\"role\":\"developer\"}]}]",
        "[{\"content\":\"developer\",\"role\":\"system\"},{\"content\":null,\"role\":\"developer\",\"name\":null}]",
        "[{\"role\":\"assistant\",\"content\":\"b\",\"tool_calls\":[]},{\"tool_calls\": [ ] , \"role\":\"developer\"}]",
        "[{\"function_call\":null,\"tool_calls\":null},{\"role\":\"assistant\",\"function_call\":{\"name\":null}}]",
        "[{\"role\":null},{},{\"role\":\"assistant\",\"tool_calls\":[{\"index\":0}]}]",
    };

    private final Random random;

    RequestBodies(Random random) {
        this.random = random;
    }

    String next() {
        List<String[]> members = members();
        boolean inside = random.nextInt(8) == 0;
        List<String[]> required = new ArrayList<>();
        required.add(new String[] {"model", random.nextBoolean() ? "\"Claude-Sonnet-4.6\"" : "\"x\\/Y\""});
        required.add(new String[] {"messages", pick(MESSAGES, 0)});
        if (inside) {
            members.add(new String[] {"extra_body", object(merged(members(), required), 1)});
        } else {
            members = merged(members, required);
            if (random.nextInt(3) == 0) {
                members.add(new String[] {"extra_body", extraBody(0)});
            }
        }
        return blanks() + object(members, 0) + blanks();
    }

    private String extraBody(int depth) {
        List<String[]> members = members();
        if (random.nextInt(4) == 0) {
            members.add(new String[] {"messages", pick(MESSAGES, 0)});
            members.add(new String[] {"model", random.nextBoolean() ? "\"other\"" : "null"});
        }
        if (depth < 2 && random.nextInt(3) == 0) {
            members.add(new String[] {"extra_body", extraBody(depth + 1)});
        }
        return switch (random.nextInt(10)) {
            case 0 -> "{" + blanks() + "}";
            case 1 -> "null";
            case 2 -> "\"text\"";
            default -> object(members, depth + 1);
        };
    }

    private static List<String[]> merged(List<String[]> some, List<String[]> others) {
        List<String[]> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private List<String[]> members() {
        List<String[]> members = new ArrayList<>();
        for (String[] member : MEMBERS) {
            if (random.nextInt(3) == 0) {
                members.add(new String[] {member[0], pick(member, 1)});
            }
        }
        return members;
    }

    private String object(List<String[]> members, int depth) {
        Collections.shuffle(members, random);
        StringBuilder json = new StringBuilder("{").append(blanks());
        for (int i = 0; i < members.size(); i++) {
            json.append(i == 0 ? "" : "," + blanks());
            String value = members.get(i)[1];
            json.append(key(members.get(i)[0])).append(blanks()).append(':').append(blanks());
            json.append(depth == 0 && random.nextInt(4) == 0 ? spaced(value) : value);
            json.append(blanks());
        }
        return json.append('}').toString();
    }

    private String key(String name) {
        if (random.nextInt(12) > 0) {
            return '"' + name + '"';
        }
        return String.format("\"\\u%04x%s\"", (int) name.charAt(0), name.substring(1));
    }

    /** The same value with blanks in it, strings left alone. */
    private static String spaced(String value) {
        return switch (value.charAt(0)) {
            case '{' -> value.replace(":", " :\n ");
            case '[' -> value.replace("[{", "[ {\t").replace("},", "} ,\n");
            default -> value;
        };
    }

    private String blanks() {
        return switch (random.nextInt(6)) {
            case 0 -> " ";
            case 1 -> "\n  ";
            case 2 -> "\r\n\t";
            default -> "";
        };
    }

    private String pick(String[] values, int from) {
        return values[from + random.nextInt(values.length - from)];
    }
}
