package poegateway.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poegateway.config.KeyConfig;
import poegateway.config.tree.ConfigException;
import poegateway.core.Scope;
import poegateway.core.text.Secret;

final class KeyFileTest {
    private static final String HASH = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String OTHER_HASH = HASH.replace('0', '1');

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("data").resolve("keys.yaml");
    }

    private KeyFile file() {
        return new KeyFile(path());
    }

    private static KeyConfig full(String name) {
        return new KeyConfig(
                name,
                Optional.of(OTHER_HASH),
                Optional.empty(),
                List.of(Scope.METRICS, Scope.API),
                Optional.of(Instant.parse("2027-01-31T18:00:00Z")),
                List.of("Claude-*", "yes", "*"),
                List.of("calculator", "search-*"),
                Optional.of(60),
                Optional.of(4),
                Optional.empty(),
                "research",
                true);
    }

    @Test
    void aFileThatIsNotThereHasNoKeys() {
        assertEquals(List.of(), file().keys());
        assertFalse(file().revoke("ci"));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        List<KeyConfig> written = List.of(KeyConfig.hashed("ci", HASH), full("123"));
        written.forEach(file()::add);
        assertEquals(written, file().keys());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
        assertEquals(
                """
                # Keys that poe-gateway made: their hashes, never the keys themselves.
                keys:
                  - name: ci
                    sha256: %s
                    scopes: [api]
                """.formatted(HASH),
                Files.readString(path())
                        .lines()
                        .limit(5)
                        .map(line -> line + "\n")
                        .reduce("", String::concat));
    }

    @Test
    void aKeyInClearIsWrittenAsItsHash() throws IOException {
        Secret secret = new Secret("pgw_0123456789012345");
        file().add(new KeyConfig(
                "ci",
                Optional.empty(),
                Optional.of(secret),
                List.of(Scope.API),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "default",
                false));
        assertFalse(Files.readString(path()).contains(secret.reveal()));
        assertEquals("e451d4f2", file().keys().getFirst().digest().substring(0, 8));
    }

    @Test
    void aRevokedKeyIsMarkedAndAllElseStays() throws IOException {
        Files.createDirectories(path().getParent());
        Files.writeString(path(), """
                # ours
                keys:
                  # the machine in the cellar
                  - {name: ci, sha256: %s, revoked: false}
                  - name: lab # for tests
                    key: "${env:LAB_KEY}"
                """.formatted(HASH));
        assertThrows(ConfigException.class, () -> file().revoke("ci"), "LAB_KEY is not set here");
        Files.writeString(path(), Files.readString(path()).replace("${env:LAB_KEY}", "01234567890123456789"));
        assertTrue(file().revoke("ci"));
        assertFalse(file().revoke("absent"));
        String text = Files.readString(path());
        assertEquals(
                List.of(true, false),
                file().keys().stream().map(KeyConfig::revoked).toList());
        for (String kept :
                List.of("# ours\n", "# the machine in the cellar\n", "# for tests\n", "\"01234567890123456789\"")) {
            assertTrue(text.contains(kept), text);
        }
        file().add(KeyConfig.hashed("new", OTHER_HASH));
        assertEquals(
                List.of("ci", "lab", "new"),
                file().keys().stream().map(KeyConfig::name).toList());
    }

    @Test
    void aNameThatIsTakenIsRefusedEvenWhenItsKeyIsRevoked() {
        file().add(KeyConfig.hashed("ci", HASH));
        file().revoke("ci");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> file().add(KeyConfig.hashed("ci", OTHER_HASH)));
        assertEquals("A key named 'ci' is in " + path() + " already. Choose another name.", refused.getMessage());
    }

    @Test
    void aFileWithAMistakeIsNotChanged() throws IOException {
        Files.createDirectories(path().getParent());
        Files.writeString(path(), "keys:\n  - name: a b\n    sha256: " + HASH + "\n");
        ConfigException wrong = assertThrows(ConfigException.class, () -> file().add(KeyConfig.hashed("ci", HASH)));
        assertEquals(
                path() + ":2:11 'keys[0].name' must be 1 to 64 characters of A-Z, a-z, 0-9, dot, underscore and "
                        + "dash, is 'a b'."
                        + " Correct it.",
                wrong.getMessage());
        assertTrue(Files.readString(path()).contains("a b"));
    }

    @Test
    void keysThatAreAddedAtOnceAreAllThere() throws InterruptedException {
        int count = 8;
        CountDownLatch over = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            KeyConfig key = KeyConfig.hashed("key-" + i, Integer.toString(i).repeat(64));
            Thread.startVirtualThread(() -> {
                file().add(key);
                over.countDown();
            });
        }
        over.await();
        assertEquals(count, file().keys().size());
    }

    @Test
    void theLoaderAddsTheFilesKeysAndThoseOfTheVariable() {
        file().add(KeyConfig.hashed("made", HASH));
        LoadedConfig loaded = Sources.in(folder)
                .file("auth: {keys: [{name: own, key: 0123456789-0123456789}]}")
                .environment("POE_GATEWAY_KEYS", "one:pgw_0123456789012345, two:pgw_9876543210987654")
                .load();
        assertEquals(
                List.of("own", "made", "one", "two"),
                loaded.config().auth().keys().stream().map(KeyConfig::name).toList());
        assertEquals("data/keys.yaml:3:11", loaded.origin("auth.keys[1].name").text());
        assertEquals(
                "environment POE_GATEWAY_KEYS",
                loaded.origin("auth.keys[3].key").text());
    }

    @Test
    void mistakesInTheFileAndTheVariableStopTheStart() {
        Sources sources = Sources.in(folder)
                .file("auth: {keys: [{name: own, key: 0123456789-0123456789}]}")
                .file("data/keys.yaml", "keys:\n  - name: own\n    sha: x\n    sha256: " + HASH + "\n")
                .environment("POE_GATEWAY_KEYS", "s3cr3t,own:pgw_0123456789012345,bad s3cr3t:s3cr3t");
        assertEquals(
                List.of(
                        "data/keys.yaml:2:11 'keys[0].name' must differ from all others, is 'own'. Correct it.",
                        "data/keys.yaml:3:5 unknown key 'keys[0].sha'. docs/config.md lists all settings.",
                        "environment POE_GATEWAY_KEYS: entry 1 is not name:key. Write name:key,name:key without line "
                                + "breaks.",
                        "environment POE_GATEWAY_KEYS: 'POE_GATEWAY_KEYS[2].name' must be 1 to 64 characters of A-Z, "
                                + "a-z, 0-9, dot, underscore and dash, is '•••'. Correct it.",
                        "environment POE_GATEWAY_KEYS: 'POE_GATEWAY_KEYS[2].key' must be at least 20 characters, is "
                                + "'•••'."
                                + " Correct it, or leave it out.",
                        "environment POE_GATEWAY_KEYS: 'POE_GATEWAY_KEYS[1].name' must differ from all others, is "
                                + "'•••'."
                                + " Correct it."),
                sources.problems());
        assertEquals(
                List.of("other:1:1 this is a folder. Give the file that holds the settings."),
                Sources.in(folder)
                        .file("other/x", "")
                        .flag("auth.key-file", "other")
                        .problems());
    }
}
