package poegateway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class BundledModelsReferenceTest {
    private static final long BYTES_MAX = 160_000;

    @Test
    void theBundledListIsMadeOfTheOneThatTheSimulatorHas() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(BundledModelsReference.BUNDLED, BundledModelsReference.text());
        }
        assertEquals(
                BundledModelsReference.text(),
                Files.readString(BundledModelsReference.BUNDLED),
                "run mvn test -Dtest=BundledModelsReferenceTest -Ddocs.write=true");
    }

    @Test
    void theBundledListIsSmall() throws IOException {
        assertTrue(BundledModelsReference.bytes() < BYTES_MAX, () -> "it has grown over " + BYTES_MAX + " bytes");
    }

    @Test
    void everyBundledModelHasACardWithItsFacts() {
        ModelDocument models = BundledModels.list();
        assertEquals(362, models.size());
        ModelCard sonnet = models.card("Claude-Sonnet-4.5").orElseThrow();
        assertEquals("Claude-Sonnet-4.5", sonnet.displayName());
        assertTrue(sonnet.has("tools"));
        assertTrue(sonnet.endpoints().contains("/v1/messages"), sonnet::toString);
        assertTrue(models.card("veo-3.1").orElseThrow().makesMedia());
    }
}
