package poegateway.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class MetricsReferenceTest {
    private static final Path PAGE = Path.of("docs", "metrics.md");
    private static final String COMMAND = "mvn test -Dtest=MetricsReferenceTest -Ddocs.write=true";

    @Test
    void thePageIsWhatTheFamiliesSay() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, MetricsReference.page());
        }
        String found = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        assertEquals(MetricsReference.page(), found, () -> PAGE + " differs; this rewrites it: " + COMMAND);
    }
}
