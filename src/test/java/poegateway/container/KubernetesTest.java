package poegateway.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.config.GatewayConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;

/** config/kubernetes against the image, the settings and the routes. */
@Execution(ExecutionMode.CONCURRENT)
class KubernetesTest {
    private static final String MANIFESTS = "config/kubernetes/poe-gateway.yaml";

    @TempDir
    Path folder = Path.of("");

    private final List<JsonNode> documents;
    private final JsonNode pod;
    private final JsonNode container;
    private final Recipe recipe;

    KubernetesTest() throws IOException {
        documents = Yaml.all(MANIFESTS);
        pod = document("Deployment").at("/spec/template/spec");
        container = pod.at("/containers/0");
        recipe = Recipe.read();
    }

    @Test
    void thePortsAreThoseOfTheImageAndOfTheSettingsInIt() throws IOException {
        GatewayConfig settings = settings();
        assertEquals(recipe.only("EXPOSE"), port("http"));
        assertEquals(settings.ops().port().map(String::valueOf), Optional.of(port("ops")));
        assertEquals("0.0.0.0", settings.ops().host());
        assertEquals(
                port("ops"),
                document("Deployment")
                        .at("/spec/template/metadata/annotations")
                        .path("prometheus.io/port")
                        .asText());
        assertEquals("http", document("Service").at("/spec/ports/0/targetPort").asText());
    }

    @Test
    void theProbesAskRoutesThatThereAre() throws IOException {
        String documented = Files.readString(Path.of("openapi.yaml"));
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            JsonNode get = container.path(probe).path("httpGet");
            assertTrue(documented.contains("\n  " + get.path("path").asText() + ":\n"), get::toString);
            assertEquals("ops", get.path("port").asText());
        }
        assertEquals(
                "/health/ready", container.at("/readinessProbe/httpGet/path").asText());
        assertEquals("/health/live", container.at("/livenessProbe/httpGet/path").asText());
    }

    @Test
    void thePodHasTimeToStop() {
        Duration grace =
                Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong());
        assertTrue(grace.compareTo(StopTime.needed(recipe.variables())) > 0, grace::toString);
    }

    @Test
    void itRunsAsTheImageDoesAndWritesWhereTheImageWrites() {
        String user = recipe.only("USER").replaceFirst(":.*", "");
        assertEquals(user, pod.at("/securityContext/runAsUser").asText());
        assertTrue(container.at("/volumeMounts").toString().contains("\"" + recipe.only("VOLUME") + "\""));
        assertTrue(container.at("/volumeMounts").toString().contains("\"/app/config\""));
        container
                .path("volumeMounts")
                .forEach(mount -> assertTrue(
                        pod.path("volumes").toString().contains("\"name\":" + mount.path("name")), mount::toString));
    }

    @Test
    void namesAndLabelsPointAtEachOther() {
        JsonNode labels = document("Deployment").at("/spec/template/metadata/labels");
        assertEquals(labels, document("Deployment").at("/spec/selector/matchLabels"));
        assertEquals(labels, document("Service").at("/spec/selector"));
        assertEquals(
                document("ConfigMap").at("/metadata/name"),
                pod.path("volumes").findValue("configMap").path("name"));
    }

    @Test
    void itsSecretsMakeAGatewayThatAsksForKeysAndAsksPoe() throws IOException {
        GatewayConfig settings = settings();
        assertTrue(settings.poe().apiKey().isPresent());
        assertEquals("laptop", settings.auth().keys().getFirst().name());
    }

    /** What the settings are in the pod, with samples for the secrets. */
    private GatewayConfig settings() throws IOException {
        JsonNode data = document("ConfigMap").path("data");
        Path file = Files.writeString(
                folder.resolve("poe-gateway.yaml"),
                data.path("poe-gateway.yaml").asText());
        Map<String, String> environment = recipe.variables();
        container
                .path("env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(),
                        variable.path("name").asText().equals("POE_GATEWAY_KEYS")
                                ? "laptop:0123456789abcdef01234567"
                                : "0123456789abcdef"));
        return ConfigLoader.load(new ConfigSources(folder, Optional.of(file), environment, Map.of()))
                .config();
    }

    private JsonNode document(String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private String port(String name) {
        for (JsonNode port : container.path("ports")) {
            if (port.path("name").asText().equals(name)) {
                return port.path("containerPort").asText();
            }
        }
        throw new AssertionError("no port " + name);
    }
}
