package poegateway.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the record tree from single values. A record that refuses a value gets its default instead and the problem is
 * noted, so that one load finds all of them; what is made beside problems is not to be used.
 *
 * @param values key to value of its setting's type
 * @param written key to what somebody wrote, for the same keys
 * @param problems takes what is found
 */
record Binder(Map<String, Object> values, Map<String, Written> written, List<ConfigProblem> problems) {
    GatewayConfig bind() {
        GatewayConfig defaults = GatewayConfig.defaults();
        return (GatewayConfig) make(GatewayConfig.class, "", Optional.of(defaults));
    }

    private Object make(Class<?> type, String prefix, Optional<?> defaults) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] parts = Arrays.stream(components)
                .map(component -> part(component, prefix, defaults))
                .toArray();
        // Each refusal replaces one part by its default, so there are at most as many as parts.
        for (int tries = 0; tries < components.length; tries++) {
            try {
                return construct(type, components, parts);
            } catch (InvalidSetting refused) {
                noteRefusal(prefix + refused.key(), refused.expectation());
                int index = indexOf(components, refused.key());
                parts[index] = wrapped(components[index], Settings.valueOf(components[index], defaults));
            }
        }
        return construct(type, components, parts);
    }

    private Object part(RecordComponent component, String prefix, Optional<?> defaults) {
        if (Settings.isList(component)) {
            return Settings.valueOf(component, defaults).orElseThrow();
        }
        String key = prefix + Settings.word(component);
        Class<?> type = Settings.typeOf(component);
        Optional<Object> standard = Settings.valueOf(component, defaults);
        if (!Settings.isSection(type)) {
            return wrapped(component, Optional.ofNullable(values.get(key)).or(() -> standard));
        }
        if (standard.isPresent()) {
            return wrapped(component, Optional.of(make(type, key + ".", standard)));
        }
        return wrapped(component, hasAll(key + ".") ? Optional.of(make(type, key + ".", standard)) : standard);
    }

    /** Whether a section without defaults has each of its settings; having only some is a problem. */
    private boolean hasAll(String prefix) {
        List<String> keys = Settings.ALL.stream()
                .map(Setting::key)
                .filter(key -> key.startsWith(prefix))
                .toList();
        List<String> set = keys.stream().filter(written::containsKey).toList();
        if (set.isEmpty() || set.size() == keys.size()) {
            return values.keySet().containsAll(keys);
        }
        for (String key : keys) {
            if (!written.containsKey(key)) {
                String fault = "'" + set.getFirst() + "' needs '" + key + "' too";
                Origin origin = written.getOrDefault(set.getFirst(), NOWHERE).origin();
                problems.add(ConfigProblem.other(origin, key, fault, "Set both or neither."));
            }
        }
        return false;
    }

    private static final Written NOWHERE = Written.plainly("", new Origin.Standard());

    private void noteRefusal(String key, String expectation) {
        Setting setting = Settings.byKey(key).orElseThrow();
        problems.add(ConfigProblem.badValue(setting, written.getOrDefault(key, NOWHERE), expectation));
    }

    private static int indexOf(RecordComponent[] components, String key) {
        String word = key.replaceFirst("\\..*", "");
        for (int i = 0; i < components.length; i++) {
            if (Settings.word(components[i]).equals(word)) {
                return i;
            }
        }
        throw new IllegalStateException("a record refuses " + key + ", which it does not have");
    }

    private static Object wrapped(RecordComponent component, Optional<Object> value) {
        return component.getType() == Optional.class ? value : value.orElseThrow();
    }

    private static Object construct(Class<?> type, RecordComponent[] components, Object[] parts) {
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
