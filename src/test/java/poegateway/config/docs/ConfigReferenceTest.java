package poegateway.config.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poegateway.config.GatewayConfig;
import poegateway.config.load.LoadedConfig;
import poegateway.config.load.Sources;
import poegateway.config.tree.SettingSource;

final class ConfigReferenceTest {
    private static final String COMMAND = "mvn test -Dtest=ConfigReferenceTest -Ddocs.write=true";

    @Test
    void thePageIsWhatTheRecordsSay() throws IOException {
        compareOrWrite(Path.of("docs", "config.md"), ConfigReference.page());
    }

    @Test
    void theCommentedFileIsWhatTheRecordsSay() throws IOException {
        compareOrWrite(Path.of("config", "poe-gateway.yaml"), ConfigReference.file());
    }

    @Test
    void theSchemaIsWhatTheRecordsSay() throws IOException {
        compareOrWrite(Path.of("config", "poe-gateway.schema.json"), ConfigSchema.text());
    }

    @Test
    void theCommentedFileSetsNothing(@TempDir Path folder) {
        LoadedConfig loaded = Sources.in(folder).file(ConfigReference.file()).load();
        assertEquals(Sources.in(folder).defaults(), loaded.config());
    }

    /** The commented file with every setting in force. */
    static String withoutMarks() {
        return ConfigReference.file()
                .lines()
                .skip(4)
                .map(line -> line.replaceFirst("^( *)# ((  - |  |    )?[a-z-]+:( .*)?|  - .*)$", "$1$2"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void everyLineOfTheFileWorksOnceItsMarkIsRemoved(@TempDir Path folder) {
        LoadedConfig loaded = Sources.in(folder)
                .file("file.pem", "")
                .file(withoutMarks())
                .environment("NAME", "key")
                .environment("CI_KEY", "0123456789abcdefghij")
                .load();
        loaded.origins()
                .forEach((key, origin) -> assertTrue(origin instanceof SettingSource.InFile || key.contains("]"), key));
        assertEquals(GatewayConfig.defaults().simulator(), loaded.config().simulator());
    }

    private static void compareOrWrite(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        String found = Files.exists(file) ? Files.readString(file) : "";
        assertEquals(expected, found, () -> file + " differs from the records; this rewrites it: " + COMMAND);
    }
}
