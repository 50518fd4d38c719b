package poegateway.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AllowedToolsTest {
    @Test
    void aPatternIsANameOrTheBeginningOfOne() {
        AllowedTools some = new AllowedTools(List.of("calculator", "search-*"));
        List<String> names = List.of("calculator", "calculator2", "Calculator", "search-", "search-web", "search");
        assertEquals(
                List.of("calculator", "search-", "search-web"),
                names.stream().filter(some::allows).toList());
        assertTrue(new AllowedTools(List.of("*")).allows("anything"));
        assertTrue(AllowedTools.ALL.allows("anything"));
    }
}
