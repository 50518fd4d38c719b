package poegateway.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.text.Secret;

final class VariablesTest {
    @TempDir
    Path folder;

    private Sources sources() {
        return Sources.in(folder);
    }

    private static String key(LoadedConfig loaded) {
        return loaded.config().poe().apiKey().map(Secret::reveal).orElse("none");
    }

    @Test
    void poeApiKeyAndPortAreReadAndASettingsOwnVariableBeatsThem() {
        Sources common = sources().environment("POE_API_KEY", "a").environment("PORT", "1");
        assertEquals("a", key(common.load()));
        assertEquals(1, common.load().config().server().port());
        assertEquals("environment PORT", common.load().origin("server.port").text());
        Sources own = common.environment("POE_GATEWAY_POE_API_KEY", "b").environment("POE_GATEWAY_SERVER_PORT", "2");
        assertEquals("b", key(own.load()));
        assertEquals(2, own.load().config().server().port());
    }

    @Test
    void theProxyOfTheMachineIsReadAndASettingsOwnVariableBeatsIt() {
        Sources machine = sources().environment("HTTPS_PROXY", "proxy:3128").environment("no_proxy", "a.example,.b");
        assertEquals("http://proxy:3128", machine.load().shown().get("poe.proxy"));
        assertEquals(
                "environment HTTPS_PROXY", machine.load().origin("poe.proxy").text());
        assertEquals("a.example,.b", machine.load().shown().get("poe.no-proxy"));
        Sources both = machine.environment("https_proxy", "http://user:s3cr3t@small:1/");
        assertEquals("http://•••@small:1/", both.load().shown().get("poe.proxy"));
        Sources own = both.environment("POE_GATEWAY_POE_PROXY", "http://own:2");
        assertEquals("http://own:2", own.load().shown().get("poe.proxy"));
    }

    @Test
    void aProxyThatCannotBeUsedIsSaidWithoutItsPassword() {
        for (String proxy : List.of("socks5://user:s3cr3t@proxy:1", "http://user:s3cr3t@", "user:s3@cr3t@proxy:x")) {
            String problem =
                    sources().environment("HTTPS_PROXY", proxy).problems().getFirst();
            assertTrue(problem.startsWith("environment HTTPS_PROXY: 'poe.proxy' must be "), problem);
            assertFalse(problem.contains("cr3t"), problem);
        }
        assertEquals(
                List.of(
                        "flag --poe.proxy: a secret on the command line can be seen by every user of the machine. Set the"
                                + " variable POE_GATEWAY_POE_PROXY instead."),
                sources().flag("poe.proxy", "http://user:s3cr3t@proxy:1").problems());
    }

    @Test
    void anEmptyVariableIsNotSet() {
        Sources empty = sources().environment("POE_API_KEY", "").environment("POE_GATEWAY_SERVER_PORT", "");
        assertEquals(sources().defaults(), empty.load().config());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POE_GATEWAY_SERVICE_HOST=10.0.0.1",
                "POE_GATEWAY_SERVICE_PORT=8642",
                "POE_GATEWAY_SERVICE_PORT_HTTP=8642",
                "POE_GATEWAY_PORT=tcp://10.0.0.1:8642",
                "POE_GATEWAY_PORT_8642_TCP=tcp://10.0.0.1:8642",
                "POE_GATEWAY_PORT_8642_TCP_ADDR=10.0.0.1",
                "POE_GATEWAY_SERVER_PORT=tcp://10.0.0.1:8642",
                "POE_GATEWAY_SERVER_SERVICE_HOST=10.0.0.1"
            })
    void whatKubernetesSetsByItselfIsLeftAlone(String assignment) {
        String[] parts = assignment.split("=", 2);
        assertEquals(
                sources().defaults(),
                sources().environment(parts[0], parts[1]).load().config());
    }

    @Test
    void aNearMissOfAPortVariableIsNotTakenForKubernetes() {
        assertEquals(
                List.of("environment POE_GATEWAY_SERVR_PORT: unknown variable 'POE_GATEWAY_SERVR_PORT'. Did you mean"
                        + " 'POE_GATEWAY_SERVER_PORT'?"),
                sources().environment("POE_GATEWAY_SERVR_PORT", "9000").problems());
    }

    @Test
    void theEnvFileLiesUnderTheEnvironmentAndOverTheFile() {
        Sources sources = sources()
                .file("server: {port: 1, host: file}\nsimulator: {port: 3}\n")
                .file(
                        ".env",
                        "# note\n\nexport POE_GATEWAY_SERVER_PORT=4 # why\nPOE_GATEWAY_SERVER_HOST='a b'\nOTHER=x\n")
                .environment("POE_GATEWAY_SERVER_PORT", "5");
        LoadedConfig loaded = sources.load();
        assertEquals(5, loaded.config().server().port());
        assertEquals("a b", loaded.config().server().host());
        assertEquals(3, loaded.config().simulator().port());
        assertEquals(
                ".env:4 POE_GATEWAY_SERVER_HOST", loaded.origin("server.host").text());
    }

    @Test
    void theEnvFileOfANamedConfigurationLiesBesideIt() {
        Sources sources = sources()
                .file(".env", "POE_API_KEY=wrong\n")
                .file("etc/.env", "POE_API_KEY=right\n")
                .file("etc/gateway.yaml", "");
        assertEquals("right", key(sources.load("etc/gateway.yaml")));
    }

    @Test
    void valuesOfTheFileMayNameVariablesOfTheEnvironmentAndTheEnvFile() {
        Sources sources = sources()
                .file("poe:\n  api-key: ${env:MINE}\n  base-url: http://${env:HOST}/v1\n")
                .file(".env", "MINE=k\n")
                .environment("HOST", "h$1");
        LoadedConfig loaded = sources.environment("HOST", "localhost").load();
        assertEquals("k", key(loaded));
        assertEquals("http://localhost/v1", loaded.config().poe().baseUrl().toString());
        assertEquals(
                "config/poe-gateway.yaml:2:12", loaded.origin("poe.api-key").text());
        assertTrue(
                sources.problems()
                        .getFirst()
                        .endsWith(
                                "is 'http://${env:HOST}/v1'. Correct it, or leave it out for the default: https://api.poe.com/v1."));
    }

    @Test
    void aKeyFileIsReadWithoutTheBlanksAroundItsKey() throws IOException {
        Sources sources = sources().file("secret/key", " abc\n").environment("POE_API_KEY_FILE", "secret/key");
        Files.setPosixFilePermissions(folder.resolve("secret/key"), PosixFilePermissions.fromString("rw-r-----"));
        assertEquals("abc", key(sources.load()));
        assertEquals(
                List.of(
                        "environment POE_API_KEY_FILE: 'POE_API_KEY_FILE' and 'POE_API_KEY' are both set. Set only one of"
                                + " them."),
                sources.environment("POE_API_KEY", "x").problems());
    }

    @Test
    void aKeyFileThatEverybodyMayReadIsRefused() throws IOException {
        Sources sources = sources().file("secret/key", "abc\n").environment("POE_API_KEY_FILE", "secret/key");
        Files.setPosixFilePermissions(folder.resolve("secret/key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(
                List.of("environment POE_API_KEY_FILE: file 'secret/key' can be read by everyone on this machine. Run:"
                        + " chmod 600 secret/key"),
                sources.problems());
    }

    @Test
    void aKeyFileThatIsNotThereIsAProblem() {
        assertEquals(
                List.of("environment POE_API_KEY_FILE: file 'absent' is not there. Create it, or unset the variable."),
                sources().environment("POE_API_KEY_FILE", "absent").problems());
    }
}
