package poegateway.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** config/compose.yaml against the image, the settings, and the files that it mounts. */
@Execution(ExecutionMode.CONCURRENT)
class ComposeTest {
    private static final String FOLDER = "config";

    private final JsonNode compose;
    private final JsonNode gateway;
    private final Recipe recipe;

    ComposeTest() throws IOException {
        compose = Yaml.only("config/compose.yaml");
        gateway = compose.at("/services/poe-gateway");
        recipe = Recipe.read();
    }

    @Test
    void theGatewayIsTheImageWithItsPortItsVolumeAndTimeToStop() {
        String port = recipe.only("EXPOSE");
        assertEquals("127.0.0.1:" + port + ":" + port, gateway.at("/ports/0").asText());
        assertEquals("data:" + recipe.only("VOLUME"), gateway.at("/volumes/0").asText());
        assertTrue(Files.exists(Path.of(FOLDER, gateway.path("build").asText(), "Dockerfile")));
        Duration grace = Duration.parse("PT" + gateway.path("stop_grace_period").asText());
        assertTrue(grace.compareTo(StopTime.needed(recipe.variables())) > 0, grace::toString);
    }

    @Test
    void itsVariablesAreSettings() throws IOException {
        Map<String, String> settings = SettingVariables.known();
        gateway.path("environment")
                .fieldNames()
                .forEachRemaining(name -> assertTrue(name.equals("POE_API_KEY") || settings.containsKey(name), name));
    }

    @Test
    void prometheusScrapesThePortThatIsOpenedForIt() throws IOException {
        JsonNode environment = gateway.path("environment");
        assertEquals("0.0.0.0", environment.path("POE_GATEWAY_OPS_HOST").asText());
        String target = Yaml.only("config/prometheus/prometheus.yml")
                .at("/scrape_configs/0/static_configs/0/targets/0")
                .asText();
        assertEquals("poe-gateway:" + environment.path("POE_GATEWAY_OPS_PORT").asText(), target);
        assertFalse(gateway.path("ports").toString().contains("9642"), "it asks for no key, so it is not published");
    }

    @Test
    void grafanaFindsPrometheusAndTheDashboard() throws IOException {
        JsonNode source = Yaml.only("config/grafana/provisioning/datasources/prometheus.yaml")
                .at("/datasources/0");
        assertEquals("http://prometheus:9090", source.path("url").asText());
        assertTrue(compose.at("/services").has("prometheus"));
        String folder = Yaml.only("config/grafana/provisioning/dashboards/poe-gateway.yaml")
                .at("/providers/0/options/path")
                .asText();
        assertTrue(
                compose.at("/services/grafana/volumes").toString().contains("./grafana/dashboards:" + folder + ":ro"));
        String dashboard = Files.readString(Path.of("config/grafana/dashboards/poe-gateway.json"));
        assertTrue(dashboard.contains("\"uid\": \"" + source.path("uid").asText() + "\""));
    }

    @Test
    void whatIsMountedIsThereAndEveryImageHasItsVersion() {
        compose.path("services").forEach(service -> {
            service.path("volumes").forEach(volume -> {
                String from = volume.asText().split(":", 2)[0];
                assertTrue(
                        from.startsWith("./")
                                ? Files.isDirectory(Path.of(FOLDER, from))
                                : compose.path("volumes").has(from),
                        from);
            });
            assertTrue(
                    service.has("build") || service.path("image").asText().matches(".+:v?\\d+\\.\\d+\\.\\d+"),
                    service::toString);
            assertTrue(service.at("/ports/0").asText().startsWith("127.0.0.1:"), service::toString);
        });
    }
}
