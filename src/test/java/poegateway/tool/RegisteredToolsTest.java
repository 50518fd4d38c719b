package poegateway.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.config.tools.RegistrationConfig;
import poegateway.config.tools.ToolSecretConfig;
import poegateway.core.Account;
import poegateway.core.Caller;
import poegateway.core.Scope;
import poegateway.core.failure.AccessFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ToolFailure;
import poegateway.core.text.Secret;
import poegateway.fetch.ToolClient;
import poegateway.relay.tool.GatewayTool;
import poegateway.relay.tool.ToolRegistrations;
import poegateway.wire.json.JsonSlice;

/** Tools that are registered while the gateway runs, and the file in which they are kept. */
@Execution(ExecutionMode.SAME_THREAD) // some log a warning
class RegisteredToolsTest {
    private static final Account ACCOUNT = new Account("default", Optional.empty(), false);
    private static final Caller ADMIN = Caller.anybody(ACCOUNT);
    private static final List<String> HOSTS = List.of("tools.example", "*.inner.example", "odd.example:8443");

    @TempDir
    Path folder;

    @Test
    void aToolIsThereAtOnceAndAfterAStart() throws IOException {
        Path file = folder.resolve("new/tools.json");
        ToolRegistrations tools = tools(file, HOSTS, 10);
        String weather = definition(
                "weather", "https://tools.example/{city}", ",\"secret\":\"weather\",\"body\":{\"a\":\"{city}\"}");
        GatewayTool made = tools.register(ADMIN, JsonSlice.of(weather));
        assertSame(made, tools.find("weather").orElseThrow());
        assertSame(made, tools.find("weather").orElseThrow());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertFalse(Files.readString(file).contains("tk-0123"), "secrets are kept by name alone");
        ToolRegistrations again = tools(file, HOSTS, 10);
        assertEquals(List.of("weather"), names(again));
        assertEquals(made.parameters(), again.find("weather").orElseThrow().parameters());
        again.remove(ADMIN, "weather");
        assertEquals(List.of(), names(again));
        assertEquals(List.of(), names(tools(file, HOSTS, 10)));
        assertEquals(List.of("tools.json"), files(folder.resolve("new")));
    }

    @Test
    void theSameAgainChangesNothingAndAnotherOfTheNameIsRefused() {
        ToolRegistrations tools = tools(folder.resolve("t.json"), HOSTS, 10);
        String weather = definition("weather", "https://tools.example/", "");
        tools.register(ADMIN, JsonSlice.of(weather));
        assertEquals("weather", tools.register(ADMIN, JsonSlice.of(weather)).name());
        assertEquals(
                new ToolFailure.AlreadyThere("weather"),
                refusal(tools, definition("weather", "https://tools.example/other", "")));
        assertEquals(
                new ToolFailure.AlreadyThere("calculator"),
                refusal(tools, definition("calculator", "https://tools.example/", "")));
        assertEquals(
                new ToolFailure.NotRegistered("calculator"),
                assertThrows(FailureException.class, () -> tools.remove(ADMIN, "calculator"))
                        .failure());
        assertEquals(List.of("weather"), names(tools));
    }

    @Test
    void whatIsNotAllowedIsRefusedByName() {
        ToolRegistrations tools = tools(folder.resolve("t.json"), HOSTS, 10);
        for (String url : List.of(
                "http://tools.example/",
                "https://tools.example:444/",
                "https://odd.example/",
                "https://evil.example/",
                "https://tools.example.evil.example/",
                "https://inner.example/",
                "https://tools.example./",
                "https://127.0.0.1/",
                "https://tools.example@evil.example/",
                "https://{city}/")) {
            assertEquals("url", refusal(tools, definition("w", url, "")).param(), url);
        }
        for (String fine : List.of(
                "https://TOOLS.example/",
                "https://tools.example:443/",
                "https://a.inner.example/",
                "https://odd.example:8443/x")) {
            String name = "w" + names(tools).size();
            assertEquals(
                    name,
                    tools.register(ADMIN, JsonSlice.of(definition(name, fine, "")))
                            .name());
        }
    }

    @Test
    void whatIsNoWebhookIsRefusedByTheMemberAtFault() {
        ToolRegistrations tools = tools(folder.resolve("t.json"), HOSTS, 10);
        String url = "https://tools.example/";
        assertEquals("name", refusal(tools, definition("a b", url, "")).param());
        assertEquals("name", refusal(tools, definition("", url, "")).param());
        assertEquals(
                "method",
                refusal(tools, definition("w", url, ",\"method\":\"connect\"")).param());
        assertEquals(
                "body",
                refusal(tools, definition("w", url, ",\"method\":\"get\",\"body\":{}"))
                        .param());
        assertEquals(
                "parameters",
                refusal(tools, definition("w", url + "{other}", "")).param());
        assertEquals(
                "parameters",
                refusal(tools, "{\"name\":\"w\",\"description\":\"d\",\"url\":\"" + url + "\",\"parameters\":[]}")
                        .param());
        assertEquals(
                "parameters",
                refusal(
                                tools,
                                "{\"name\":\"w\",\"description\":\"d\",\"url\":\"" + url
                                        + "\",\"parameters\":{\"type\":\"object\",\"$ref\":\"https://evil.example/\"}}")
                        .param());
        assertEquals(
                "description",
                refusal(tools, "{\"name\":\"w\",\"url\":\"" + url + "\",\"parameters\":{}}")
                        .param());
        assertEquals(
                "implementation",
                refusal(tools, definition("w", url, ",\"implementation\":\"import os\""))
                        .param());
        assertEquals(
                "tool",
                refusal(tools, definition("w", url, ",\"body\":\"" + "x".repeat(70_000) + "\""))
                        .param());
        assertEquals("tool", refusal(tools, "[]").param());
        assertEquals(
                "url",
                refusal(tools, definition("w", url, "").replace("\"" + url + "\"", "7"))
                        .param());
    }

    @Test
    void secretsGoToTheirHostsAloneAndAreNeverRepeated() {
        ToolRegistrations tools = tools(folder.resolve("t.json"), HOSTS, 10);
        Failure raw = refusal(tools, definition("w", "https://tools.example/", ",\"secret\":\"sk-raw-secret\""));
        assertEquals("secret", raw.param());
        assertFalse(raw.message().contains("sk-raw"), raw.message());
        assertEquals(
                "secret",
                refusal(tools, definition("w", "https://a.inner.example/", ",\"secret\":\"weather\""))
                        .param());
    }

    @Test
    void onlyAdministratorsRegister() {
        ToolRegistrations tools = tools(folder.resolve("t.json"), HOSTS, 10);
        Caller api = Caller.anybody(ACCOUNT, Set.of(Scope.API, Scope.METRICS));
        Failure expected = new AccessFailure.MissingScope("admin");
        JsonSlice weather = JsonSlice.of(definition("w", "https://tools.example/", ""));
        assertEquals(
                expected,
                assertThrows(FailureException.class, () -> tools.register(api, weather))
                        .failure());
        assertEquals(
                expected,
                assertThrows(FailureException.class, () -> tools.remove(api, "w"))
                        .failure());
        ToolRegistrations off = tools(folder.resolve("t.json"), List.of(), 10);
        assertFalse(off.enabled());
        assertEquals(new ToolFailure.RegistrationOff(), refusal(off, weather.toString()));
        assertFalse(Files.exists(folder.resolve("t.json")));
    }

    @Test
    void manyAtOnceAreAllKeptAndNoneOverTheLimit() throws Exception {
        Path file = folder.resolve("t.json");
        ToolRegistrations tools = tools(file, HOSTS, 20);
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String one = definition("w" + i % 40, "https://tools.example/", "");
            all.add(() -> {
                try {
                    tools.register(ADMIN, JsonSlice.of(one));
                    return true;
                } catch (FailureException refused) {
                    assertEquals(new ToolFailure.TooManyRegistered(20), refused.failure());
                    return false;
                }
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> one : threads.invokeAll(all)) {
                one.get();
            }
        }
        assertEquals(20, names(tools).size());
        assertEquals(names(tools), names(tools(file, HOSTS, 20)));
        assertEquals(List.of("t.json"), files(folder));
    }

    @Test
    void aDiskThatIsFullChangesNothing() throws IOException {
        Path file = folder.resolve("t.json");
        tools(file, HOSTS, 10).register(ADMIN, JsonSlice.of(definition("first", "https://tools.example/", "")));
        String before = Files.readString(file);
        ToolFile full = new ToolFile(file, (channel, bytes) -> {
            channel.write(bytes.limit(5));
            throw new IOException("No space left on device");
        });
        RegisteredTools tools = new RegisteredTools(rules(HOSTS, 10), full, Set.of());
        tools.load();
        Failure refused = refusal(tools, definition("second", "https://tools.example/", ""));
        assertEquals(new ToolFailure.NotStored("No space left on device"), refused);
        assertEquals(
                refused,
                assertThrows(FailureException.class, () -> tools.remove(ADMIN, "first"))
                        .failure());
        assertEquals(List.of("first"), names(tools));
        assertEquals(before, Files.readString(file));
        assertEquals(List.of("t.json"), files(folder));
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidWithoutItsName() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Failure refused =
                refusal(tools(file.resolve("t.json"), HOSTS, 10), definition("w", "https://tools.example/", ""));
        assertTrue(refused instanceof ToolFailure.NotStored, refused.message());
        assertFalse(refused.message().contains(folder.toString()), refused.message());
    }

    @Test
    void whatTheSettingsDoNotAllowAnyMoreIsKeptAndNotOffered() {
        Path file = folder.resolve("t.json");
        ToolRegistrations tools = tools(file, HOSTS, 10);
        tools.register(ADMIN, JsonSlice.of(definition("one", "https://tools.example/", "")));
        tools.register(ADMIN, JsonSlice.of(definition("two", "https://odd.example:8443/", "")));
        ToolRegistrations fewer = tools(file, List.of("tools.example"), 10);
        assertEquals(List.of("one"), names(fewer));
        assertEquals(
                new ToolFailure.AlreadyThere("two"), refusal(fewer, definition("two", "https://tools.example/", "")));
        fewer.register(ADMIN, JsonSlice.of(definition("three", "https://tools.example/", "")));
        assertEquals(List.of("one", "three", "two"), names(tools(file, HOSTS, 10)));
    }

    @Test
    void aDamagedFileStopsTheStart() throws IOException {
        Path file = folder.resolve("t.json");
        for (String damaged :
                List.of("", "{", "[]", "{}", "{\"tools\":[{}]}", "{\"tools\":[1]}", "{\"tools\":[]} x", "\u0000")) {
            Files.writeString(file, damaged);
            String message =
                    String.valueOf(assertThrows(IllegalArgumentException.class, () -> tools(file, HOSTS, 10), damaged)
                            .getMessage());
            assertTrue(
                    message.startsWith("The file of registered tools (tools.registration.file) cannot be used: "),
                    message);
            assertEquals(damaged, Files.readString(file));
        }
    }

    @Test
    void twoGatewaysWithOneFileLoseNothingOfEachOther() throws Exception {
        Path file = folder.resolve("t.json");
        List<ToolRegistrations> both = List.of(tools(file, HOSTS, 100), tools(file, HOSTS, 100));
        List<Callable<GatewayTool>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String one = definition("w" + i, "https://tools.example/", "");
            ToolRegistrations tools = both.get(i % 2);
            all.add(() -> tools.register(ADMIN, JsonSlice.of(one)));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<GatewayTool> one : threads.invokeAll(all)) {
                one.get();
            }
        }
        assertEquals(40, names(tools(file, HOSTS, 100)).size());
        both.forEach(tools -> assertEquals(40, names(tools).size()));
        both.getFirst().remove(ADMIN, "w1");
        assertEquals(Optional.empty(), both.getLast().find("w1"));
        assertEquals(
                new ToolFailure.NotRegistered("w1"),
                assertThrows(FailureException.class, () -> both.getLast().remove(ADMIN, "w1"))
                        .failure());
        assertEquals(
                new ToolFailure.AlreadyThere("w2"),
                refusal(both.getLast(), definition("w2", "https://tools.example/other", "")));
    }

    @Test
    void aFileThatWasChangedIntoAnythingElseLeavesTheToolsFromBeforeAndIsNotOverwritten() throws IOException {
        Path file = folder.resolve("t.json");
        ToolRegistrations tools = tools(file, HOSTS, 10);
        GatewayTool made = tools.register(ADMIN, JsonSlice.of(definition("one", "https://tools.example/", "")));
        String whole = Files.readString(file);
        Files.writeString(file, "{\"tools\":");
        assertSame(made, tools.find("one").orElseThrow());
        assertEquals(
                new ToolFailure.NotStored("what is in it is not a list of tools"),
                refusal(tools, definition("two", "https://tools.example/", "")));
        assertEquals("{\"tools\":", Files.readString(file));
        Files.writeString(file, whole);
        assertEquals(
                "two",
                tools.register(ADMIN, JsonSlice.of(definition("two", "https://tools.example/", "")))
                        .name());
        assertEquals(List.of("one", "two"), names(tools));
        Files.delete(file);
        assertEquals(List.of(), names(tools));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> names(ToolRegistrations tools) {
        return tools.all().stream().map(GatewayTool::name).toList();
    }

    private static Failure refusal(ToolRegistrations tools, String definition) {
        return assertThrows(FailureException.class, () -> tools.register(ADMIN, JsonSlice.of(definition)), definition)
                .failure();
    }

    private static String definition(String name, String url, String more) {
        return "{\"name\":\"" + name
                + "\",\"description\":\"d\",\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":"
                + "{\"type\":\"string\"}}},\"url\":\"" + url + "\"" + more + "}";
    }

    private static ToolRegistrations tools(Path file, List<String> hosts, int most) {
        return RegisteredTools.of(config(hosts, most), file, client(), Set.of("calculator"));
    }

    private static RegistrationRules rules(List<String> hosts, int most) {
        return new RegistrationRules(config(hosts, most), client());
    }

    private static RegistrationConfig config(List<String> hosts, int most) {
        ToolSecretConfig secret = new ToolSecretConfig(
                "weather", new Secret("tk-0123"), Optional.of("x-api-key"), List.of("tools.example"));
        return new RegistrationConfig(
                hosts, false, hosts.isEmpty() ? List.of() : List.of(secret), most, Optional.empty());
    }

    private static ToolClient client() {
        return new ToolClient(
                Optional.empty(), at -> Optional.empty(), host -> new InetAddress[] {InetAddress.getLoopbackAddress()});
    }
}
