package poegateway.config.tree;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import poegateway.config.WebAddresses;
import poegateway.config.setting.Doc;
import poegateway.core.text.Secret;

/**
 * One leaf of the settings' record tree, or a part of an item of a list.
 *
 * @param key kebab-case, sections joined by dots, such as {@code server.port} or {@code auth.keys[0].name}
 * @param form how it is written
 * @param doc meaning
 * @param standard value when nobody sets it
 * @param role what its absence means
 */
public record Setting(String key, Shape form, Doc doc, Optional<Object> standard, Role role) {
    public static final String VARIABLE_PREFIX = "POE_GATEWAY_";
    private static final String FILE_SUFFIX = "-file";
    private static final String NONE = "none";
    private static final String FILE_ONLY = "Put it into the file, such as config/poe-gateway.yaml.";

    /** What the absence of a setting means. */
    public enum Role {
        /** Its default holds. */
        FREE,
        /** The item of a list that lacks it is refused. */
        REQUIRED,
        /** It is itself a value of a list. */
        ELEMENT
    }

    /** One value of a list or map that is written as a whole. */
    public Setting element(String path) {
        return new Setting(path, new Shape.One(form.type()), doc, Optional.empty(), Role.ELEMENT);
    }

    /** How its values, or the values of its items, are written. */
    public ValueKind kind() {
        return ValueKind.of(form.type());
    }

    /** Its type in words. */
    public String typeWords() {
        return switch (form) {
            case Shape.One one -> kind().name();
            case Shape.Many many -> many.hasParts() ? "list, see below" : "list of " + kind().plural();
            case Shape.Named named -> named.hasParts() ? "names, see below" : "names with " + kind().plural();
        };
    }

    /** The environment variable that sets it. */
    public String variable() {
        return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Key of the section it stands in. */
    public String section() {
        return key.substring(0, Math.max(0, key.lastIndexOf('.')));
    }

    /** Its last word. */
    public String word() {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** Whether no message may show its value. */
    public boolean secret() {
        return form.type() == Secret.class || doc.hidden();
    }

    /** Whether this value holds a secret, as an address with a password does. */
    public boolean holdsSecret(String text) {
        return secret() || !masked(text).equals(text);
    }

    /** The value without its secret part. */
    String masked(String text) {
        return form.type() == URI.class ? WebAddresses.masked(text) : text;
    }

    /** Whether variables and flags, which hold one value, cannot set it. */
    public boolean inFileOnly() {
        return !(form instanceof Shape.One);
    }

    /** The problem of whoever tries it nevertheless. */
    public ConfigProblem onlyInTheFile(SettingSource origin) {
        String fault = "'" + key + "' is a list, which can be set only in the file";
        return ConfigProblem.other(origin, key, fault, FILE_ONLY);
    }

    /** Whether its value names a file to be read, as every key that ends in {@code -file} does; it must be there. */
    public boolean namesFile() {
        return key.endsWith(FILE_SUFFIX) && !doc.mayBeAbsent();
    }

    /** Whether the default is told in words instead of as a value. */
    public boolean hasWordsForStandard() {
        return !doc.standard().isEmpty() || shownStandard().isEmpty();
    }

    /** The default in words. */
    public String standardWords() {
        return doc.standard().isEmpty() ? shownStandard().orElse(NONE) : doc.standard();
    }

    private Optional<String> shownStandard() {
        return standard.filter(value -> !(value instanceof Collection<?> list && list.isEmpty()))
                .filter(value -> !(value instanceof Map<?, ?> map && map.isEmpty()))
                .map(ValueKind::print);
    }

    /** A value for examples. */
    public String sample() {
        return doc.sample().isEmpty() ? kind().sample() : doc.sample();
    }

    /** What to do about a wrong value. */
    public String fix() {
        return switch (role) {
            case FREE ->
                standardWords().equals(NONE)
                        ? "Correct it, or leave it out."
                        : "Correct it, or leave it out for the default: " + standardWords() + ".";
            case REQUIRED -> "Correct it.";
            case ELEMENT -> "Correct it, or take it out.";
        };
    }
}
