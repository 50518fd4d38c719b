package poegateway.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import poegateway.config.GatewayConfig;

/** docs/request-life.md: its table of limits is the code's, and what its drawing names exists. */
class RequestLifeTest {
    private static final Path PAGE = Path.of("docs/request-life.md");
    private static final String BEGIN = "<!-- generated from poegateway.core.RequestPhase -->\n";
    private static final String END = "<!-- end -->\n";

    @Test
    void theTableOfLimitsIsTheCodes() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertTrue(begin >= BEGIN.length() && end >= begin, "the page has no place for the table");
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
        }
        assertEquals(
                table(),
                Files.readString(PAGE).substring(begin, Files.readString(PAGE).indexOf(END)),
                "docs/request-life.md is out of date: run mvn test -Dtest=RequestLifeTest -Ddocs.write=true");
    }

    @Test
    void everyLimitInTheDrawingIsASetting() throws IOException {
        String settings = Files.readString(Path.of("docs/config.md"));
        List<String> named = Pattern.compile("\\[((?:server|upstream|limits)\\.[a-z-]+)(\\.\\.\\.)?]")
                .matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .map(bracket -> bracket.substring(1, bracket.length() - 1).replace("...", ""))
                .toList();
        assertTrue(named.size() > 10, named::toString);
        assertEquals(
                List.of(),
                named.stream().filter(name -> !settings.contains("`" + name)).toList());
    }

    @Test
    void everyLimitOfAPhaseIsInTheDrawing() throws IOException {
        String page = Files.readString(PAGE);
        List<String> missing = new ArrayList<>();
        for (RequestPhase phase : RequestPhase.values()) {
            phase.limit()
                    .map(RequestPhase.Limit::name)
                    .filter(name -> name.contains(".") && !page.contains("[" + name + "]"))
                    .ifPresent(missing::add);
        }
        assertEquals(List.of(), missing);
        assertTrue(page.contains("[" + RequestPhase.TOTAL + "]"));
    }

    private static String table() {
        StringBuilder table =
                new StringBuilder("| phase | who is waited for | limit | then | failure |\n|---|---|---|---|---|\n");
        for (RequestPhase phase : RequestPhase.values()) {
            table.append("| ")
                    .append(words(phase))
                    .append(" | ")
                    .append(words(phase.awaited()))
                    .append(" | ");
            table.append(phase.limit().map(RequestLifeTest::columns).orElse(" | | "))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String columns(RequestPhase.Limit limit) {
        Duration standard = limit.duration().apply(GatewayConfig.defaults().timeLimits());
        String name = limit.name().contains(".") ? "`" + limit.name() + "`" : limit.name();
        return name + " | " + words(limit.expiry()) + " | `"
                + limit.failure().apply(standard).code() + "`";
    }

    private static String words(Enum<?> value) {
        return String.join(
                " ", Arrays.asList(value.name().toLowerCase(Locale.ROOT).split("_")));
    }
}
