package poegateway.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every variable that sets something, from the page that is generated from the settings. */
final class SettingVariables {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\| `(POE_GATEWAY_[A-Z0-9_]+)` \\|");

    private SettingVariables() {}

    /** Variable to key. */
    static Map<String, String> known() throws IOException {
        Map<String, String> known = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(Path.of("docs/config.md")));
        while (rows.find()) {
            known.put(rows.group(2), rows.group(1));
        }
        return known;
    }
}
