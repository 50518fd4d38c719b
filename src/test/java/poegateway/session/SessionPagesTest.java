package poegateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the pages about sessions and tools name is there. */
@Execution(ExecutionMode.CONCURRENT)
class SessionPagesTest {
    private static final List<Path> PAGES = List.of(Path.of("docs/sessions.md"), Path.of("docs/tools.md"));
    private static final Pattern SETTING = Pattern.compile("`((?:sessions|tools)\\.[a-z.-]+)`");
    private static final Pattern CODE = Pattern.compile("`((?:session|tool)_[a-z_]+)`");

    @Test
    void settingsAndErrorsOfThePagesExist() throws IOException {
        String settings = Files.readString(Path.of("docs/config.md"));
        String errors = Files.readString(Path.of("docs/errors.md"));
        Set<String> named = new TreeSet<>();
        for (Path page : PAGES) {
            String text = Files.readString(page);
            SETTING.matcher(text).results().map(found -> found.group(1)).forEach(key -> {
                named.add(key);
                assertTrue(settings.contains("`" + key + "`"), () -> key + " of " + page);
            });
            CODE.matcher(text).results().map(found -> found.group(1)).forEach(code -> {
                named.add(code);
                assertTrue(errors.contains("### " + code + "\n"), () -> code + " of " + page);
            });
        }
        assertTrue(named.size() > 12, named::toString);
    }

    @Test
    void thePageOfSessionsKnowsEveryFormOfTheHeader() throws IOException {
        String page = Files.readString(PAGES.getFirst());
        for (String written : List.of("new", "name:notes")) {
            assertTrue(page.contains("`" + written + "`"));
            assertTrue(SessionName.of(written).isPresent());
        }
        String id = page.replaceAll("(?s).*x-poe-gateway-session: ([0-9a-f-]{36}).*", "$1");
        assertEquals(SessionName.Kind.KNOWN, SessionName.of(id).orElseThrow().kind());
    }
}
