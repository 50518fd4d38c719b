package poegateway.front;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a route: {@code {name}} stands for one segment, {@code <name>} for one or several; all else is literal. Paths
 * are matched as they came, encoded and in their one spelling.
 */
final class PathPattern {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}|<(\\w+)>");
    private static final String SEGMENT = "([^/]+)";
    private static final String SEGMENTS = "(.+)";

    private final String canonical;
    private final Pattern regex;
    private final List<String> names = new ArrayList<>();

    /** {@code written} is as in openapi.yaml, with {@code /v1} or without. */
    PathPattern(String written) {
        this.canonical = PathNormalizer.canonical(written);
        StringBuilder pattern = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(canonical);
        int from = 0;
        while (placeholder.find()) {
            pattern.append(Pattern.quote(canonical.substring(from, placeholder.start())));
            boolean single = placeholder.group(1) != null;
            pattern.append(single ? SEGMENT : SEGMENTS);
            names.add(placeholder.group(single ? 1 : 2));
            from = placeholder.end();
        }
        this.regex = Pattern.compile(pattern + Pattern.quote(canonical.substring(from)));
    }

    /** Whether it has no placeholder, so that it fits {@link #canonical()} alone. */
    boolean isLiteral() {
        return names.isEmpty();
    }

    /** The path in its one spelling. */
    String canonical() {
        return canonical;
    }

    /** What the placeholders stand for, decoded; empty when the path is another one. */
    Optional<Map<String, String>> match(String path) {
        if (isLiteral()) {
            return path.equals(canonical) ? Optional.of(Map.of()) : Optional.empty();
        }
        Matcher matcher = regex.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), decoded(matcher.group(i + 1)));
        }
        return Optional.of(Map.copyOf(values));
    }

    /** A plus is a plus in a path. */
    private static String decoded(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
