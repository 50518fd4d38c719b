package poegateway.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.app.Platform;

/**
 * An ordinary command line to serve, understood without picocli. Reading picocli's classes takes a third of the start:
 * they are of a form so old that Java's cache cannot hold them. Everything beyond the ordinary is left to picocli, so
 * that there is one place for help and mistakes.
 *
 * @param file the settings file that was named
 * @param flags key without dashes to value
 */
record FastArguments(Optional<Path> file, Map<String, String> flags) {
    private static final Map<String, String> SHORTHANDS = Map.of("--port", "server.port", "--host", "server.host");
    private static final String CONFIG = "--config";
    private static final String INSECURE = "--insecure";

    /** What these words mean, if they are {@code serve} or nothing, then settings, each word once and with its value. */
    static Optional<FastArguments> of(String... words) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = words.length > 0 && words[0].equals("serve") ? 1 : 0; i < words.length; i++) {
            String word = words[i];
            int equals = word.indexOf('=');
            boolean named = SHORTHANDS.containsKey(word) || word.equals(CONFIG);
            String name = equals < 0 ? word : word.substring(0, equals);
            String value = equals >= 0 ? word.substring(equals + 1) : named && ++i < words.length ? words[i] : "";
            boolean plain = word.equals(INSECURE) ? value.isEmpty() : isPlain(name, value);
            if (!plain || given.putIfAbsent(name, value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(read(given));
    }

    private static boolean isPlain(String name, String value) {
        boolean setting = name.startsWith("--") && name.indexOf('.') > 0;
        boolean known = SHORTHANDS.containsKey(name) || name.equals(CONFIG) || setting;
        return known && !value.isEmpty() && "-\"'@".indexOf(value.charAt(0)) < 0;
    }

    /** The short names win over the keys that they stand for. */
    private static FastArguments read(Map<String, String> given) {
        Map<String, String> flags = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (name.indexOf('.') > 0) {
                flags.put(name.substring(2), value);
            }
        });
        SHORTHANDS.forEach((name, key) -> put(flags, key, given.get(name)));
        put(flags, "auth.insecure", given.containsKey(INSECURE) ? "true" : null);
        return new FastArguments(Optional.ofNullable(given.get(CONFIG)).map(Path::of), flags);
    }

    private static void put(Map<String, String> flags, String key, @Nullable String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }

    /** Serves; the exit code. */
    int run() {
        return ServeRun.run(file, flags, Platform.real());
    }
}
