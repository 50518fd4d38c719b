package poegateway.config.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.config.AuthConfig;
import poegateway.config.GatewayConfig;
import poegateway.config.tree.ConfigException;
import poegateway.config.tree.ConfigProblem;

/** A working folder for one test, and what the process would be started with. */
public record Sources(Path folder, Map<String, String> environment, Map<String, String> flags) {
    public static Sources in(Path folder) {
        return new Sources(folder, Map.of(), Map.of());
    }

    public Sources environment(String name, String value) {
        return new Sources(folder, with(environment, name, value), flags);
    }

    public Sources flag(String key, String value) {
        return new Sources(folder, environment, with(flags, key, value));
    }

    /** Writes the standard file. */
    public Sources file(String yaml) {
        return file("config/poe-gateway.yaml", yaml);
    }

    public Sources file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Every setting at its default, in this folder. */
    public GatewayConfig defaults() {
        GatewayConfig all = GatewayConfig.defaults();
        AuthConfig auth = all.auth();
        AuthConfig here = new AuthConfig(
                auth.mode(), auth.insecure(), folder.resolve(auth.keyFile()), auth.failuresPerMinute(), auth.keys());
        return new GatewayConfig(
                all.server(),
                here,
                all.poe(),
                all.models(),
                all.upstream(),
                all.routing(),
                all.responses(),
                all.jobs(),
                all.sessions(),
                all.tools(),
                all.media(),
                all.vault(),
                all.mcp(),
                all.limits(),
                all.cors(),
                all.ops(),
                all.log(),
                all.simulator());
    }

    public LoadedConfig load() {
        return ConfigLoader.load(new ConfigSources(folder, Optional.empty(), environment, flags));
    }

    public LoadedConfig load(String file) {
        return ConfigLoader.load(new ConfigSources(folder, Optional.of(Path.of(file)), environment, flags));
    }

    /** The sentences of all problems; fails when there is none. */
    public List<String> problems() {
        try {
            load();
        } catch (ConfigException e) {
            return e.problems().stream().map(ConfigProblem::sentence).toList();
        }
        throw new AssertionError("no problem was found");
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> more = new java.util.TreeMap<>(map);
        more.put(name, value);
        return more;
    }
}
