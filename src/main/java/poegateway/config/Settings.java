package poegateway.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The settings' record tree seen as keys: a new record component is a new setting, with no second place to change. */
final class Settings {
    /** In the order of the records. */
    static final List<Setting> ALL;

    private static final Map<String, Setting> BY_KEY;
    private static final Map<String, Setting> BY_VARIABLE;

    static {
        List<Setting> all = new ArrayList<>();
        collect(GatewayConfig.class, "", Optional.of(GatewayConfig.defaults()), all);
        ALL = List.copyOf(all);
        BY_KEY = ALL.stream().collect(Collectors.toUnmodifiableMap(Setting::key, Function.identity()));
        BY_VARIABLE = ALL.stream().collect(Collectors.toUnmodifiableMap(Setting::variable, Function.identity()));
    }

    private Settings() {}

    static Optional<Setting> byKey(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    static Optional<Setting> byVariable(String name) {
        return Optional.ofNullable(BY_VARIABLE.get(name));
    }

    /** Whether settings lie below this key. */
    static boolean isSection(String key) {
        return ALL.stream().anyMatch(setting -> setting.key().startsWith(key + "."));
    }

    /** Every key and its value in written form; absent values empty. */
    static Map<String, String> shown(GatewayConfig config) {
        List<Setting> all = new ArrayList<>();
        collect(GatewayConfig.class, "", Optional.of(config), all);
        Map<String, String> shown = new LinkedHashMap<>();
        all.forEach(setting -> shown.put(
                setting.key(), setting.standard().map(ValueKind::print).orElse("")));
        return Collections.unmodifiableMap(shown);
    }

    /** What a section at the top is about. */
    static String sectionDoc(String name) {
        return Arrays.stream(GatewayConfig.class.getRecordComponents())
                .filter(component -> word(component).equals(name))
                .map(component -> docOf(component, name).value())
                .findFirst()
                .orElseThrow();
    }

    /** The component's key inside its section. */
    static String word(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The component's type, or what its Optional holds. */
    static Class<?> typeOf(RecordComponent component) {
        if (component.getType() != Optional.class) {
            return component.getType();
        }
        ParameterizedType optional = (ParameterizedType) component.getGenericType();
        return (Class<?>) optional.getActualTypeArguments()[0];
    }

    static boolean isList(RecordComponent component) {
        return component.getType() == List.class;
    }

    static boolean isSection(Class<?> type) {
        return type.isRecord() && type != ByteSize.class;
    }

    /** The component's value; empty when the record is absent, or the component is an empty Optional. */
    static Optional<Object> valueOf(RecordComponent component, Optional<?> owner) {
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        try {
            Object value = component.getAccessor().invoke(owner.get());
            return value instanceof Optional<?> optional
                    ? optional.map(Function.identity())
                    : Optional.ofNullable(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static void collect(Class<?> type, String prefix, Optional<?> owner, List<Setting> into) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (isList(component)) {
                continue;
            }
            Class<?> inner = typeOf(component);
            String key = prefix + word(component);
            Optional<Object> value = valueOf(component, owner);
            if (isSection(inner)) {
                collect(inner, key + ".", value, into);
            } else {
                into.add(new Setting(key, inner, docOf(component, key), value));
            }
        }
    }

    private static Doc docOf(RecordComponent component, String key) {
        return Objects.requireNonNull(component.getAnnotation(Doc.class), () -> key + " has no @Doc");
    }
}
