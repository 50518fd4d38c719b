package poegateway.config.load;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that settings are read from; weakest first: file, environment, flags.
 *
 * @param folder the gateway's own; relative paths start there
 * @param file the file the user named; absent means {@code config/poe-gateway.yaml} in the folder, if it is there
 * @param environment the process's variables
 * @param flags what the command line set, key without dashes to value
 */
public record ConfigSources(
        Path folder, Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
    public ConfigSources {
        environment = sorted(environment);
        flags = sorted(flags);
    }

    /** In one order always, so that problems are reported in one order. */
    private static Map<String, String> sorted(Map<String, String> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
