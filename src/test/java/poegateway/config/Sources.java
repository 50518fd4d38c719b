package poegateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A working folder for one test, and what the process would be started with. */
record Sources(Path folder, Map<String, String> environment, Map<String, String> flags) {
    static Sources in(Path folder) {
        return new Sources(folder, Map.of(), Map.of());
    }

    Sources environment(String name, String value) {
        return new Sources(folder, with(environment, name, value), flags);
    }

    Sources flag(String key, String value) {
        return new Sources(folder, environment, with(flags, key, value));
    }

    /** Writes the standard file. */
    Sources file(String yaml) {
        return file("config/poe-gateway.yaml", yaml);
    }

    Sources file(String name, String text) {
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
    GatewayConfig defaults() {
        GatewayConfig all = GatewayConfig.defaults();
        AuthConfig auth = all.auth();
        AuthConfig here = new AuthConfig(
                auth.mode(), auth.insecure(), folder.resolve(auth.keyFile()), auth.failuresPerMinute(), auth.keys());
        return new GatewayConfig(
                all.server(),
                here,
                all.poe(),
                all.upstream(),
                all.limits(),
                all.cors(),
                all.ops(),
                all.log(),
                all.simulator());
    }

    LoadedConfig load() {
        return ConfigLoader.load(new ConfigSources(folder, Optional.empty(), environment, flags));
    }

    LoadedConfig load(String file) {
        return ConfigLoader.load(new ConfigSources(folder, Optional.of(Path.of(file)), environment, flags));
    }

    /** The sentences of all problems; fails when there is none. */
    List<String> problems() {
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
