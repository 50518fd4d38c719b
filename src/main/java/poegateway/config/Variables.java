package poegateway.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The environment's variables, those of the {@code .env} file beneath them, and the settings they make. */
final class Variables {
    private static final String KEY_VARIABLE = "POE_API_KEY";
    private static final String KEY_FILE_VARIABLE = "POE_API_KEY_FILE";
    private static final String PORT_VARIABLE = "PORT";
    /** Kubernetes sets these by itself for a service named poe-gateway or poe-gateway-something. */
    private static final Pattern FROM_KUBERNETES =
            Pattern.compile("POE_GATEWAY(_[A-Z0-9_]+)?_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_\\d+_[A-Z0-9_]+)");

    private static final Pattern KUBERNETES_PORT_NAME = Pattern.compile("POE_GATEWAY(_[A-Z0-9_]+)?_PORT");
    private static final Pattern KUBERNETES_PORT_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, Written> byName = new LinkedHashMap<>();

    /** Empty variables count as not set, as compose files make them. */
    Variables(Map<String, Written> envFile, Map<String, String> environment) {
        byName.putAll(envFile);
        environment.forEach((name, value) -> byName.put(name, Written.plainly(value, new Origin.Variable(name))));
        byName.values().removeIf(written -> written.text().isEmpty());
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(byName.get(name)).map(Written::text);
    }

    /** The settings that variables make; a setting's own variable beats {@code PORT} and {@code POE_API_KEY}. */
    Map<Setting, Written> settings(KeyFile keyFile, List<ConfigProblem> problems) {
        Map<Setting, Written> settings = new LinkedHashMap<>();
        wellKnown(PORT_VARIABLE, "server.port", settings);
        wellKnown(KEY_VARIABLE, "poe.api-key", settings);
        readKeyFile(keyFile, settings, problems);
        byName.forEach((name, written) -> {
            Optional<Setting> setting = Settings.byVariable(name);
            if (!name.startsWith(Setting.VARIABLE_PREFIX) || isFromKubernetes(name, written.text())) {
                return;
            }
            setting.ifPresentOrElse(
                    known -> settings.put(known, written), () -> problems.add(unknown(name, written.origin())));
        });
        return settings;
    }

    private void wellKnown(String name, String key, Map<Setting, Written> settings) {
        Written written = byName.get(name);
        if (written != null) {
            settings.put(Settings.byKey(key).orElseThrow(), written);
        }
    }

    private void readKeyFile(KeyFile keyFile, Map<Setting, Written> settings, List<ConfigProblem> problems) {
        Written path = byName.get(KEY_FILE_VARIABLE);
        if (path == null) {
            return;
        }
        if (byName.containsKey(KEY_VARIABLE)) {
            String fault = "'" + KEY_FILE_VARIABLE + "' and '" + KEY_VARIABLE + "' are both set";
            problems.add(ConfigProblem.other(path.origin(), "poe.api-key", fault, "Set only one of them."));
            return;
        }
        keyFile.read(path, problems)
                .ifPresent(key ->
                        settings.put(Settings.byKey("poe.api-key").orElseThrow(), Written.plainly(key, path.origin())));
    }

    private static boolean isFromKubernetes(String name, String value) {
        return FROM_KUBERNETES.matcher(name).matches()
                || (KUBERNETES_PORT_NAME.matcher(name).matches()
                        && KUBERNETES_PORT_VALUE.matcher(value).matches());
    }

    private static ConfigProblem unknown(String name, Origin origin) {
        List<String> known = Settings.ALL.stream().map(Setting::variable).toList();
        String fault = "unknown variable '" + ConfigProblem.shortened(name) + "'";
        return ConfigProblem.other(origin, name, fault, Nearest.fix(name, known, ""));
    }
}
