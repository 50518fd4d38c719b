package poegateway.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import poegateway.config.tree.ConfigException;
import poegateway.config.tree.ConfigProblem;

final class PlantedMistakesTest {
    @TempDir
    private static Path folder = Path.of("");

    private static List<String> said = List.of();

    @BeforeAll
    static void load() throws IOException {
        PlantedMistakes.plant(folder);
        String[] flag = PlantedMistakes.FLAG.substring(2).split("=", 2);
        ConfigSources sources =
                new ConfigSources(folder, Optional.empty(), PlantedMistakes.ENVIRONMENT, Map.of(flag[0], flag[1]));
        try {
            ConfigLoader.load(sources);
        } catch (ConfigException found) {
            said = found.problems().stream().map(ConfigProblem::sentence).toList();
        }
    }

    static List<PlantedMistakes.Mistake> mistakes() {
        return PlantedMistakes.all();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void eachIsToldWithItsPlaceAndItsFix(PlantedMistakes.Mistake mistake) {
        assertTrue(said.contains(mistake.sentence()), () -> mistake.kind() + "\n" + String.join("\n", said));
    }

    @Test
    void nothingElseIsTold() {
        assertEquals(PlantedMistakes.all().size(), said.size());
    }
}
