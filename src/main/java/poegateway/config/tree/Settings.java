package poegateway.config.tree;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import poegateway.config.GatewayConfig;
import poegateway.config.setting.Doc;

/** A record tree seen as keys: a new record component is a new setting, with no second place to change. */
public final class Settings {
    /** Those of the gateway. */
    public static final Settings GATEWAY = of(GatewayConfig.class, GatewayConfig.defaults());

    private final List<Setting> all;
    private final String prefix;
    private final Map<String, Setting> byKey;
    private final Map<String, Setting> byVariable;

    private Settings(List<Setting> all, String prefix) {
        this.all = List.copyOf(all);
        this.prefix = prefix;
        this.byKey = all.stream().collect(Collectors.toUnmodifiableMap(Setting::key, Function.identity()));
        this.byVariable = all.stream().collect(Collectors.toUnmodifiableMap(Setting::variable, Function.identity()));
    }

    public static Settings of(Class<?> root, Object defaults) {
        List<Setting> all = new ArrayList<>();
        collect(root, "", Optional.of(defaults), all);
        return new Settings(all, "");
    }

    /**
     * The parts of one item of a list.
     *
     * @param path of the item, such as {@code auth.keys[0]}; empty for keys without one
     */
    public static Settings ofItem(Class<?> type, String path) {
        List<Setting> all = new ArrayList<>();
        String prefix = path.isEmpty() ? "" : path + ".";
        collect(type, prefix, Optional.empty(), all);
        return new Settings(all, prefix);
    }

    /** In the order of the records. */
    public List<Setting> all() {
        return all;
    }

    public Optional<Setting> byKey(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** One that is known to be there. */
    public Setting get(String key) {
        return byKey(key).orElseThrow();
    }

    public Optional<Setting> byVariable(String name) {
        return Optional.ofNullable(byVariable.get(name));
    }

    /** Whether settings lie below this key. */
    public boolean isSection(String key) {
        return all.stream().anyMatch(setting -> setting.key().startsWith(key + "."));
    }

    /** What to do about an unknown key, as a sentence. */
    public String fix(String written) {
        List<String> known = all.stream()
                .flatMap(setting -> Stream.of(setting.key(), setting.section()))
                .distinct()
                .filter(key -> key.length() > prefix.length())
                .map(key -> key.substring(prefix.length()))
                .toList();
        return SettingNames.fix(written.substring(prefix.length()), known, prefix);
    }

    /** What a section at the top is about. */
    public static String sectionDoc(String name) {
        return Arrays.stream(GatewayConfig.class.getRecordComponents())
                .filter(component -> word(component).equals(name))
                .map(component -> docOf(component, name).value())
                .findFirst()
                .orElseThrow();
    }

    /** The component's key inside its section. */
    public static String word(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The component as a setting; its default is the owner's value, else what its {@link Doc} says. */
    public static Setting describe(RecordComponent component, String prefix, Optional<?> owner) {
        String key = prefix + word(component);
        Shape form = Shape.of(component);
        Doc doc = docOf(component, key);
        Optional<Object> standard = owner.isPresent() ? valueOf(component, owner) : otherwise(form, doc);
        boolean free = owner.isPresent() || standard.isPresent() || component.getType() == Optional.class;
        return new Setting(key, form, doc, standard, free ? Setting.Role.FREE : Setting.Role.REQUIRED);
    }

    /** The component's value; empty when the record is absent, or the component is an empty Optional. */
    public static Optional<Object> valueOf(RecordComponent component, Optional<?> owner) {
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // a record of settings need not be public to be listed
            Object value = accessor.invoke(owner.get());
            return value instanceof Optional<?> optional
                    ? optional.map(Function.identity())
                    : Optional.ofNullable(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static Optional<Object> otherwise(Shape form, Doc doc) {
        String written = doc.otherwise();
        return switch (form) {
            case Shape.One one ->
                written.isEmpty()
                        ? Optional.empty()
                        : Optional.of(ValueKind.of(one.type()).read(written));
            case Shape.Many many ->
                Optional.of(
                        written.isEmpty()
                                ? List.of()
                                : List.of(ValueKind.of(many.type()).read(written)));
            case Shape.Named named -> Optional.of(Map.of());
        };
    }

    private static void collect(Class<?> type, String prefix, Optional<?> owner, List<Setting> into) {
        for (RecordComponent component : type.getRecordComponents()) {
            Setting setting = describe(component, prefix, owner);
            if (setting.form() instanceof Shape.One one && one.hasParts()) {
                collect(one.type(), setting.key() + ".", setting.standard(), into);
            } else {
                into.add(setting);
            }
        }
    }

    private static Doc docOf(RecordComponent component, String key) {
        return Objects.requireNonNull(component.getAnnotation(Doc.class), () -> key + " has no @Doc");
    }
}
