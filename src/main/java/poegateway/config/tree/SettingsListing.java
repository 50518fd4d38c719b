package poegateway.config.tree;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a record tree out as keys and values; what a list holds has keys such as {@code auth.keys[0].name}. */
public final class SettingsListing {
    private final Map<String, String> texts = new LinkedHashMap<>();

    private SettingsListing() {}

    /** Every key and its value in written form; absent values empty, those of lists left out, secrets as dots. */
    public static Map<String, String> of(Object root) {
        SettingsListing listing = new SettingsListing();
        listing.parts(root.getClass(), "", Optional.of(root), false);
        return listing.texts;
    }

    private void parts(Class<?> type, String prefix, Optional<?> owner, boolean inItem) {
        for (RecordComponent component : type.getRecordComponents()) {
            Shape form = Shape.of(component);
            String key = prefix + Settings.word(component);
            Optional<Object> value = Settings.valueOf(component, owner);
            switch (form) {
                case Shape.One one -> {
                    if (one.hasParts()) {
                        parts(one.type(), key + ".", value, inItem);
                    } else {
                        put(key, value, inItem);
                    }
                }
                case Shape.Many many -> list(many, key, value.orElse(List.of()), inItem);
                case Shape.Named named -> names(named, key, value.orElse(Map.of()), inItem);
            }
        }
    }

    private void list(Shape form, String key, Object value, boolean inItem) {
        List<?> list = (List<?>) value;
        if (!form.hasParts() || list.isEmpty()) {
            put(key, list.isEmpty() ? Optional.empty() : Optional.of(list), inItem);
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            parts(form.type(), key + "[" + i + "].", Optional.of(list.get(i)), true);
        }
    }

    private void names(Shape form, String key, Object value, boolean inItem) {
        Map<?, ?> map = (Map<?, ?>) value;
        if (map.isEmpty()) {
            put(key, Optional.empty(), inItem);
        }
        map.forEach((name, item) -> {
            if (form.hasParts()) {
                parts(form.type(), key + "." + name + ".", Optional.of(item), true);
            } else {
                put(key + "." + name, Optional.of(item), true);
            }
        });
    }

    private void put(String key, Optional<Object> value, boolean inItem) {
        if (value.isPresent() || !inItem) {
            texts.put(key, value.map(ValueKind::print).orElse(""));
        }
    }
}
