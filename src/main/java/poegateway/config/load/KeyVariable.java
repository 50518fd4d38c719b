package poegateway.config.load;

import java.util.ArrayList;
import java.util.List;
import poegateway.config.KeyConfig;
import poegateway.config.tree.ConfigProblem;
import poegateway.config.tree.RawValue;
import poegateway.config.tree.Settings;

/** Reads {@code POE_GATEWAY_KEYS}: callers' keys as {@code name:pgw_...}, with commas between. No problem shows any of it. */
record KeyVariable(RawSettings draft, List<ConfigProblem> problems) {
    static final String NAME = "POE_GATEWAY_KEYS";
    private static final String DOTS = "•••";
    private static final int KEYS_MAX = 1000;

    /** The items that it makes, for the list of keys. */
    List<RawSettings.Item> read(RawValue variable) {
        List<RawSettings.Item> items = new ArrayList<>();
        String[] entries = variable.text().split(",", KEYS_MAX);
        for (int i = 0; i < entries.length; i++) {
            String entry = entries[i].strip();
            int colon = entry.indexOf(':');
            if (colon > 0 && colon < entry.length() - 1) {
                items.add(item(NAME + "[" + i + "]", entry.substring(0, colon), entry.substring(colon + 1), variable));
            } else if (!entry.isEmpty()) {
                String fault = "entry " + (i + 1) + " is not name:key";
                problems.add(ConfigProblem.other(
                        variable.origin(), NAME, fault, "Write name:key,name:key without line breaks."));
            }
        }
        return items;
    }

    private RawSettings.Item item(String path, String name, String key, RawValue variable) {
        Settings parts = Settings.ofItem(KeyConfig.class, path);
        draft.set(parts.get(path + ".name"), new RawValue(name, DOTS, variable.origin()));
        draft.set(parts.get(path + ".key"), new RawValue(key, DOTS, variable.origin()));
        RawSettings.Item item = new RawSettings.Item(path, path);
        draft.item(NAME, item, variable.origin());
        return item;
    }
}
