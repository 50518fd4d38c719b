package poegateway.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import poegateway.config.GatewayConfig;
import poegateway.config.PoeConfig;
import poegateway.config.ServerConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;

/** Every path, port, variable and class in the Dockerfile is one that the code has. */
class DockerfileTest {
    private static final String MAIN = "poegateway.Main";
    private static final Pattern SETTING = Pattern.compile("POE_GATEWAY_[A-Z0-9_]*[A-Z0-9]");

    @TempDir
    Path folder = Path.of("");

    private Recipe recipe = new Recipe(List.of());

    @BeforeEach
    void readDockerfile() throws IOException {
        recipe = Recipe.read();
    }

    private GatewayConfig load(Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("POE_API_KEY", "a-key");
        return ConfigLoader.load(new ConfigSources(folder, Optional.empty(), environment, Map.of()))
                .config();
    }

    @Test
    void itsVariablesAreSettingsAndOpenTheGatewayToTheOutside() {
        GatewayConfig config = load(recipe.variables());
        assertEquals("0.0.0.0", config.server().host());
        assertEquals(PoeConfig.Source.POE, config.poe().source());
        assertTrue(config.auth().keyFile().startsWith(recipe.only("VOLUME")), "keys would be lost");
    }

    @Test
    void itExposesThePortThatTheGatewayListensOn() {
        int port = load(recipe.variables()).server().port();
        assertEquals(Integer.parseInt(recipe.only("EXPOSE")), port);
        assertEquals(ServerConfig.defaults().port(), port);
    }

    @Test
    void whatItCopiesIsThereAndIsNotIgnored() throws IOException {
        List<String> kept = Files.readAllLines(Path.of(".dockerignore"));
        assertTrue(kept.contains("*"));
        for (String copy : recipe.all("COPY")) {
            List<String> words = List.of(copy.split("\\s+"));
            if (!words.getFirst().startsWith("--")) {
                for (String source : words.subList(0, words.size() - 1)) {
                    assertTrue(Files.exists(Path.of(source)), source);
                    assertTrue(kept.contains("!" + source), source);
                }
            }
        }
    }

    @Test
    void everyCommandStartsTheProgramOverTheSameClassPathWithTheSameOptions() throws IOException {
        assertEquals(2, programs().size());
        for (List<String> command : programs()) {
            assertEquals("/app/runtime/bin/java", command.getFirst());
            assertEquals("/app/app/poe-gateway.jar", command.get(command.indexOf("-cp") + 1));
            assertTrue(command.contains("-XX:+UseG1GC"), command::toString);
            assertTrue(command.contains("@/app/launcher/jvm.options"), command::toString);
        }
    }

    private List<List<String>> programs() throws IOException {
        return recipe.commands().stream()
                .filter(command -> command.contains(MAIN))
                .toList();
    }

    @Test
    void itsHealthProbeStartsNoJavaAndAsksWhereTheVariablesSay() throws IOException {
        assertEquals(List.of("/bin/busybox", "sh", "/app/launcher/probe.sh"), Recipe.words(recipe.only("HEALTHCHECK")));
        String probe = Files.readString(Path.of("src/main/release/probe.sh"));
        assertTrue(
                recipe.variables().keySet().containsAll(List.of("POE_GATEWAY_SERVER_HOST", "POE_GATEWAY_SERVER_PORT")));
        Set<String> settings = SettingVariables.known().keySet();
        SETTING.matcher(probe)
                .results()
                .map(MatchResult::group)
                .forEach(asked -> assertTrue(settings.contains(asked), asked));
        assertTrue(
                probe.contains(
                        "${POE_GATEWAY_SERVER_PORT:-" + ServerConfig.defaults().port() + "}"),
                probe);
    }

    @Test
    void itsLabelsTellVersionAndLicenceOfThePom() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String labels = recipe.only("LABEL");
        String version = labels.replaceAll("(?s).*image\\.version=\"([^\"]*)\".*", "$1");
        assertTrue(pom.contains("<artifactId>poe-gateway</artifactId>\n  <version>" + version + "</version>"), labels);
        assertTrue(labels.contains("org.opencontainers.image.licenses=\"Apache-2.0\""), labels);
    }

    @Test
    void itsProgramAndSubcommandsExist() throws Exception {
        assertEquals(
                void.class,
                Class.forName(MAIN).getMethod("main", String[].class).getReturnType());
        TreeSet<String> known = new TreeSet<>();
        Command program = Class.forName("poegateway.cli.RootCommand").getAnnotation(Command.class);
        Arrays.stream(program.subcommands())
                .map(type -> type.getAnnotation(Command.class).name())
                .forEach(known::add);
        for (List<String> command : programs()) {
            List<String> arguments = command.subList(command.indexOf(MAIN) + 1, command.size());
            assertTrue(known.containsAll(arguments), arguments::toString);
        }
    }

    @Test
    void itsOptionFilesAreThoseOfTheLauncher() throws IOException {
        for (List<String> command : programs()) {
            for (String word : command) {
                if (word.startsWith("@/app/")) {
                    assertTrue(Files.exists(Path.of("src/main", word.substring("@/app/".length()))), word);
                }
            }
        }
    }

    @Test
    void theCacheThatIsTrainedIsTheOneThatIsUsed() throws IOException {
        String trained = word(recipe.all("RUN").getLast(), "-XX:AOTCacheOutput=");
        assertEquals(trained, word(recipe.only("ENTRYPOINT"), "-XX:AOTCache="));
    }

    private static String word(String command, String prefix) throws IOException {
        return Recipe.words(command).stream()
                .filter(word -> word.startsWith(prefix))
                .map(word -> word.substring(prefix.length()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itRunsAsNobodySpecialAndItsDataBelongsToThatUser() {
        assertEquals("65532:65532", recipe.only("USER"));
        String volume = recipe.only("VOLUME");
        assertTrue(
                recipe.all("COPY").stream()
                        .anyMatch(copy -> copy.contains("--chown=65532:65532") && copy.endsWith(" " + volume)),
                volume);
    }

    @Test
    void variablesOnThePageAboutRunningAreSettings() throws IOException {
        String page = Files.readString(Path.of("docs/running.md"));
        Map<String, String> settings = SettingVariables.known();
        List<String> unknown = SETTING.matcher(page)
                .results()
                .map(MatchResult::group)
                .distinct()
                .filter(name -> !settings.containsKey(name))
                .toList();
        assertEquals(List.of(), unknown);
    }
}
