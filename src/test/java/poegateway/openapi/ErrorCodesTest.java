package poegateway.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code of an error that can leave stands in docs/errors.md and in openapi.yaml. */
final class ErrorCodesTest {
    private static final Path SOURCES = Path.of("src/main/java/poegateway");
    private static final String WORD = "\"([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\"";
    /** What stands in the facts of a failure. */
    private static final Pattern OF_FAILURES = Pattern.compile("new Facts\\(\\s*Kind\\.[A-Z_]+,\\s*\\w+,\\s*" + WORD);
    /** What is given to a failure whose code is a parameter. */
    private static final Pattern GIVEN =
            Pattern.compile("(?:InvalidRequest|refusal|Refused|ServerError|orElse)\\((?:[A-Za-z_]+,)?\\s*" + WORD);
    /** What is chosen for a refusal of Poe's that has no code. */
    private static final Pattern CHOSEN = Pattern.compile("(?:return|->|[?:])\\s+" + WORD);

    /** For the log alone: who left is told nothing. */
    private static final Set<String> NEVER_LEAVE = Set.of("client_cancelled");

    /** Codes that Poe is known to give. */
    private static final Set<String> OF_POE = Set.of("unsupported_feature_for_model", "moderation_error");

    @Test
    void everyCodeThatCanLeaveIsDocumented() throws IOException {
        Set<String> leaving = leaving();
        assertTrue(
                leaving.containsAll(Set.of("invalid_json", "unsupported_feature", "upstream_error", "internal_error")));
        Set<String> missing = new TreeSet<>(leaving);
        missing.removeAll(documented());
        assertEquals(Set.of(), missing, "codes without a place in docs/errors.md");
        assertEquals(leaving, new TreeSet<>(OpenApiDocument.ofTheProject().errorCodes()), "codes of openapi.yaml");
    }

    private static Set<String> documented() throws IOException {
        return found(Pattern.compile("(?m)^### ([a-z0-9_]+)$"), Files.readString(Path.of("docs/errors.md")))
                .collect(Collectors.toSet());
    }

    private static Set<String> leaving() throws IOException {
        Set<String> codes = new TreeSet<>(OF_POE);
        for (Path source : sources()) {
            String text = Files.readString(source);
            found(OF_FAILURES, text).forEach(codes::add);
            found(GIVEN, text).forEach(codes::add);
            if (source.endsWith("PoeErrors.java")) {
                found(CHOSEN, text.replaceAll("case \"[^>]*->", "")).forEach(codes::add);
            }
        }
        codes.removeAll(NEVER_LEAVE);
        return codes;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(SOURCES.resolve("simulator")))
                    .toList();
        }
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }
}
