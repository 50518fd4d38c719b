package poegateway.config.load;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.config.setting.InvalidSetting;
import poegateway.config.tree.ConfigProblem;
import poegateway.config.tree.RawValue;
import poegateway.config.tree.Setting;
import poegateway.config.tree.Settings;
import poegateway.config.tree.Shape;

/**
 * Makes a record tree from what was written. A record that refuses a value gets its default instead and the problem is
 * noted, so that one load finds all of them; what is made beside problems is not to be used. An item of a list has no
 * default, and is left out.
 */
final class Binder {
    private final RawSettings draft;
    private final List<ConfigProblem> problems;

    public Binder(RawSettings draft, List<ConfigProblem> problems) {
        this.draft = draft;
        this.problems = problems;
    }

    public <T extends Record> T bind(Class<T> root, T defaults) {
        return root.cast(make(root, "", Optional.of(defaults)).orElse(defaults));
    }

    /** Empty when something is missing or refused for which there is no default. */
    private Optional<Object> make(Class<?> type, String prefix, Optional<?> owner) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] parts = new Object[components.length];
        boolean whole = true;
        for (int i = 0; i < components.length; i++) {
            Optional<Object> part = part(components[i], prefix, owner);
            whole &= part.isPresent() && (owner.isPresent() || !isBroken(components[i], prefix));
            parts[i] = part.orElse(null);
        }
        // Each refusal replaces one part by its default, so there are at most as many as parts.
        for (int tries = 0; whole && tries <= components.length; tries++) {
            try {
                return Optional.of(construct(type, components, parts));
            } catch (InvalidSetting refused) {
                for (InvalidSetting.Refusal refusal : refused.refusals()) {
                    String blamed = note(prefix, refusal);
                    whole = owner.isPresent();
                    replace(blamed, components, parts, owner);
                }
            }
        }
        return Optional.empty();
    }

    /** An item with a value that could not be read is left out, lest it be refused for lacking that value. */
    private boolean isBroken(RecordComponent component, String prefix) {
        String key = prefix + Settings.word(component);
        boolean one = Shape.of(component) instanceof Shape.One form && !form.hasParts();
        return one && draft.touched(key) && draft.value(key).isEmpty();
    }

    private static void replace(
            String blamed, RecordComponent[] components, @Nullable Object[] parts, Optional<?> owner) {
        String word = blamed.replaceFirst("[.\\[].*", "");
        for (int i = 0; i < components.length; i++) {
            if (owner.isPresent() && Settings.word(components[i]).equals(word)) {
                Optional<Object> standard = Settings.valueOf(components[i], owner);
                parts[i] = components[i].getType() == Optional.class ? standard : standard.orElse(null);
            }
        }
    }

    private Optional<Object> part(RecordComponent component, String prefix, Optional<?> owner) {
        Setting setting = Settings.describe(component, prefix, owner);
        Optional<Object> value = value(setting);
        if (component.getType() == Optional.class) {
            return Optional.of(value);
        }
        if (value.isEmpty() && !draft.touched(setting.key())) {
            lacks(setting);
        }
        return value;
    }

    private Optional<Object> value(Setting setting) {
        Optional<Object> standard = setting.standard().map(draft::inFolder);
        String key = setting.key();
        return switch (setting.form()) {
            case Shape.One one ->
                one.hasParts()
                        ? section(one.type(), key, standard)
                        : draft.value(key).or(() -> standard);
            case Shape.Many many -> draft.isListed(key) ? Optional.of(list(many, key)) : standard;
            case Shape.Named named -> draft.isListed(key) ? Optional.of(names(named, key)) : standard;
        };
    }

    private Optional<Object> section(Class<?> type, String key, Optional<Object> standard) {
        return standard.isPresent() || hasAll(type, key) ? make(type, key + ".", standard) : Optional.empty();
    }

    private List<Object> list(Shape form, String key) {
        List<Object> made = new ArrayList<>();
        List<RawSettings.Item> kept = new ArrayList<>();
        for (RawSettings.Item item : draft.items(key)) {
            item(form, item).ifPresent(value -> {
                if (!form.hasParts() && made.contains(value)) {
                    problem(item.path(), "'" + item.path() + "' repeats another item", "Remove one of the two.");
                }
                made.add(value);
                kept.add(item);
            });
        }
        draft.keep(key, kept);
        return made;
    }

    private Map<String, Object> names(Shape form, String key) {
        Map<String, Object> made = new LinkedHashMap<>();
        draft.items(key).forEach(item -> item(form, item).ifPresent(value -> made.put(item.name(), value)));
        return made;
    }

    private Optional<Object> item(Shape form, RawSettings.Item item) {
        if (!form.hasParts()) {
            return draft.value(item.path());
        }
        return draft.touched(item.path()) ? Optional.empty() : make(form.type(), item.path() + ".", Optional.empty());
    }

    /** Whether a section without defaults has each of its settings; having only some is a problem. */
    private boolean hasAll(Class<?> type, String section) {
        List<String> keys =
                Settings.ofItem(type, section).all().stream().map(Setting::key).toList();
        List<String> set = keys.stream().filter(draft::touched).toList();
        if (!set.isEmpty()) {
            keys.stream()
                    .filter(key -> !draft.touched(key))
                    .forEach(key -> problem(
                            set.getFirst(),
                            "'" + set.getFirst() + "' needs '" + key + "' too",
                            "Set both or neither."));
        }
        return keys.stream().allMatch(key -> draft.value(key).isPresent());
    }

    private void lacks(Setting setting) {
        String item = setting.section();
        String fix = "Add '" + setting.word() + ": " + setting.sample() + "'.";
        problem(item, "'" + item + "' needs '" + setting.word() + "'", fix);
    }

    private void problem(String path, String fault, String fix) {
        problems.add(ConfigProblem.other(draft.origin(path), path, fault, fix));
    }

    /** Notes a refusal at the place where the value was written; gives the key that it blames. */
    private String note(String prefix, InvalidSetting.Refusal refusal) {
        String path = draft.original(prefix + refusal.key());
        if (!draft.touched(path) && refusal.other().isPresent()) {
            return note(prefix, refusal.other().get());
        }
        Optional<Setting> setting = draft.setting(path);
        Optional<RawValue> text = draft.written(path);
        if (setting.isPresent() && text.isPresent()) {
            problems.add(ConfigProblem.badValue(setting.get(), text.get(), refusal.expectation()));
        } else {
            String shown = path.endsWith(".") ? path.substring(0, path.length() - 1) : path;
            problem(shown, "'" + shown + "' " + refusal.expectation(), "Correct it.");
        }
        return refusal.key();
    }

    private static Object construct(Class<?> type, RecordComponent[] components, @Nullable Object[] parts) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(parts);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidSetting refused) {
                throw refused;
            }
            throw new IllegalStateException("cannot make " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + type, e);
        }
    }
}
