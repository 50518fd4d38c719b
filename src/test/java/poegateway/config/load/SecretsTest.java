package poegateway.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.config.tree.ConfigException;

final class SecretsTest {
    private static final String KEY = "s3cr3t";

    @TempDir
    Path folder;

    @Test
    void aGoodKeyIsShownNowhere() {
        LoadedConfig loaded =
                Sources.in(folder).file("poe: {api-key: " + KEY + "}").load();
        assertEquals("•••", loaded.shown().get("poe.api-key"));
        assertFalse(loaded.toString().contains(KEY), loaded::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "poe: {api-key: s3cr3t s3cr3t}",
                "poe: {api-key: [s3cr3t]}",
                "poe: {api-key: {s3cr3t: s3cr3t}}",
                "poe: {api-kee: s3cr3t}",
                "poe: {api-key: '${env:ABSENT}s3cr3t'}",
                "poe: {api-key: '${s3cr3t'}",
                "poe: {api-key: *s3cr3t }",
                "poe: {api-key: \"s3cr3t",
                "poe: {api-key: s3cr3t, api-key: s3cr3t}",
                "server: {port: '${env:POE_API_KEY}'}",
                "server: {heartbeat: '${env:POE_API_KEY}'}",
                "poe: {base-url: 'http://${env:POE_API_KEY}@host'}"
            })
    void aKeyInAnyWrongPlaceIsNotRepeatedByTheProblem(String yaml) {
        Sources sources = Sources.in(folder).file(yaml).environment("POE_API_KEY", KEY);
        ConfigException thrown = assertThrows(ConfigException.class, sources::load);
        assertFalse(String.valueOf(thrown.getMessage()).contains(KEY), thrown::getMessage);
        assertFalse(thrown.problems().toString().contains(KEY), thrown::getMessage);
    }

    @Test
    void aKeyIsRefusedOnTheCommandLine() {
        assertEquals(
                List.of("flag --poe.api-key: a secret on the command line can be seen by every user of the machine. Set"
                        + " the variable POE_GATEWAY_POE_API_KEY instead."),
                Sources.in(folder).flag("poe.api-key", KEY).problems());
    }
}
