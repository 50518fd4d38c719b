package poegateway.catalog;

import java.util.List;
import java.util.Map;

/** Names without a version that every gateway knows, and the models they may stand for, the first one that Poe lists. */
final class ShortNames {
    private static final Map<String, List<String>> MODELS = Map.of(
            "claude", List.of("claude-sonnet-4.6", "claude-sonnet-4.5", "claude-sonnet-4"),
            "gpt", List.of("gpt-5.5", "gpt-5.4", "gpt-5.2", "gpt-5.1", "gpt-5"),
            "gemini", List.of("gemini-3.1-pro", "gemini-3-pro", "gemini-2.5-pro"),
            "perplexity", List.of("perplexity-sonar-pro", "perplexity-sonar"));

    private ShortNames() {}

    /** None for any other name. */
    static List<String> models(String lowerCaseName) {
        return MODELS.getOrDefault(lowerCaseName, List.of());
    }
}
