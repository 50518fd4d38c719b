package poegateway.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link of every page leads to a file that is there, and to a heading that it has. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        List<Path> pages = pages();
        for (Path page : pages) {
            dead.addAll(deadLinks(page, Files.readString(page)));
        }
        assertEquals(List.of(), dead);
        assertTrue(pages.size() > 40, () -> "only " + pages);
    }

    @Test
    void aLinkThatLeadsNowhereIsSeen() throws IOException {
        String text = """
                # A page
                [here](#a-page) [there](docs/config.md) [far](https://example.com/x)
                [no heading](#nothing) [no file](docs/nothing.md) [no such heading](docs/config.md#nothing)
                `[code](nothing.md)`
                ```
                [code](nothing.md)
                ```
                """;
        assertEquals(
                List.of("README.md: #nothing", "README.md: docs/nothing.md", "README.md: docs/config.md#nothing"),
                deadLinks(Path.of("README.md"), text));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> deadLinks(Path page, String text) throws IOException {
        List<String> dead = new ArrayList<>();
        Matcher link =
                LINK.matcher(CODE.matcher(FENCED.matcher(text).replaceAll("")).replaceAll("`"));
        while (link.find()) {
            String target = link.group(1);
            if (!target.matches("[a-z]+:.*") && !leads(page, text, target)) {
                dead.add(page + ": " + target);
            }
        }
        return dead;
    }

    private static boolean leads(Path page, String text, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!Files.exists(file)) {
            return false;
        }
        return parts.length == 1
                || anchors(parts[0].isEmpty() ? text : Files.readString(file)).contains(parts[1]);
    }

    /** As GitHub makes them of headings: what stands there twice gets a number. */
    private static Set<String> anchors(String text) {
        Map<String, Integer> seen = new HashMap<>();
        return HEADING.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", ""))
                .map(heading -> heading.replace(' ', '-'))
                .map(anchor -> numbered(anchor, seen.merge(anchor, 1, Integer::sum)))
                .collect(Collectors.toSet());
    }

    private static String numbered(String anchor, int place) {
        return place == 1 ? anchor : anchor + "-" + (place - 1);
    }
}
