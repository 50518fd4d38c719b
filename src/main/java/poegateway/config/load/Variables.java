package poegateway.config.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import poegateway.config.tree.ConfigProblem;
import poegateway.config.tree.RawValue;
import poegateway.config.tree.Setting;
import poegateway.config.tree.SettingNames;
import poegateway.config.tree.SettingSource;
import poegateway.config.tree.Settings;

/** The environment's variables, those of the {@code .env} file beneath them, and the settings they make. */
final class Variables {
    private static final String KEY_VARIABLE = "POE_API_KEY";
    private static final String KEY_FILE_VARIABLE = "POE_API_KEY_FILE";
    private static final String PROXY = "poe.proxy";
    /** Further names of settings; weakest first. */
    private static final Map<String, String> WELL_KNOWN = wellKnown();

    /** Kubernetes sets these by itself for a service named poe-gateway or poe-gateway-something. */
    private static final Pattern FROM_KUBERNETES =
            Pattern.compile("POE_GATEWAY(_[A-Z0-9_]+)?_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_\\d+_[A-Z0-9_]+)");

    private static final Pattern KUBERNETES_PORT_NAME = Pattern.compile("POE_GATEWAY(_[A-Z0-9_]+)?_PORT");
    private static final Pattern KUBERNETES_PORT_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, RawValue> byName = new LinkedHashMap<>();

    /** Empty variables count as not set, as compose files make them. */
    Variables(Map<String, RawValue> envFile, Map<String, String> environment) {
        byName.putAll(envFile);
        environment.forEach(
                (name, value) -> byName.put(name, RawValue.plainly(value, new SettingSource.Variable(name))));
        byName.values().removeIf(written -> written.text().isEmpty());
    }

    Optional<String> value(String name) {
        return written(name).map(RawValue::text);
    }

    Optional<RawValue> written(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The settings that variables make; a setting's own variable goes before its further names. */
    Map<Setting, RawValue> settings(PoeKeyFile keyFile, List<ConfigProblem> problems) {
        Map<Setting, RawValue> settings = new LinkedHashMap<>();
        WELL_KNOWN.forEach((name, key) ->
                written(name).ifPresent(written -> settings.put(Settings.GATEWAY.get(key), withScheme(name, written))));
        readKeyFile(keyFile, settings, problems);
        byName.forEach((name, written) -> {
            if (name.startsWith(Setting.VARIABLE_PREFIX)
                    && !name.equals(KeyVariable.NAME)
                    && !isFromKubernetes(name, written.text())) {
                own(name, written, settings, problems);
            }
        });
        return settings;
    }

    /** Other programs take the address of a proxy without http:// too. */
    private static RawValue withScheme(String name, RawValue written) {
        boolean bare = PROXY.equals(WELL_KNOWN.get(name)) && !written.text().contains("://");
        return bare ? new RawValue("http://" + written.text(), written.shown(), written.origin()) : written;
    }

    private static Map<String, String> wellKnown() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("PORT", "server.port");
        keys.put(KEY_VARIABLE, "poe.api-key");
        keys.put("HTTPS_PROXY", PROXY);
        keys.put("https_proxy", PROXY);
        keys.put("NO_PROXY", "poe.no-proxy");
        keys.put("no_proxy", "poe.no-proxy");
        return keys;
    }

    private static void own(
            String name, RawValue written, Map<Setting, RawValue> settings, List<ConfigProblem> problems) {
        Optional<Setting> setting = Settings.GATEWAY.byVariable(name);
        if (setting.isEmpty()) {
            problems.add(unknown(name, written.origin()));
        } else if (setting.get().inFileOnly()) {
            problems.add(setting.get().onlyInTheFile(written.origin()));
        } else {
            settings.put(setting.get(), written);
        }
    }

    private void readKeyFile(PoeKeyFile keyFile, Map<Setting, RawValue> settings, List<ConfigProblem> problems) {
        RawValue path = byName.get(KEY_FILE_VARIABLE);
        if (path == null) {
            return;
        }
        if (byName.containsKey(KEY_VARIABLE)) {
            String fault = "'" + KEY_FILE_VARIABLE + "' and '" + KEY_VARIABLE + "' are both set";
            problems.add(ConfigProblem.other(path.origin(), "poe.api-key", fault, "Set only one of them."));
            return;
        }
        keyFile.read(path, problems)
                .ifPresent(
                        key -> settings.put(Settings.GATEWAY.get("poe.api-key"), RawValue.plainly(key, path.origin())));
    }

    private static boolean isFromKubernetes(String name, String value) {
        return FROM_KUBERNETES.matcher(name).matches()
                || (KUBERNETES_PORT_NAME.matcher(name).matches()
                        && KUBERNETES_PORT_VALUE.matcher(value).matches());
    }

    private static ConfigProblem unknown(String name, SettingSource origin) {
        List<String> known = Settings.GATEWAY.all().stream()
                .filter(setting -> !setting.inFileOnly())
                .map(Setting::variable)
                .toList();
        String fault = "unknown variable '" + ConfigProblem.shortened(name) + "'";
        return ConfigProblem.other(origin, name, fault, SettingNames.fix(name, known, ""));
    }
}
