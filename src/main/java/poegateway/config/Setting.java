package poegateway.config;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import poegateway.core.Secret;

/**
 * One leaf of the settings' record tree, or a part of an item of a list.
 *
 * @param key kebab-case, sections joined by dots, such as {@code server.port} or {@code auth.keys[0].name}
 * @param form how it is written
 * @param doc meaning
 * @param standard value when nobody sets it
 * @param role what its absence means
 */
record Setting(String key, Form form, Doc doc, Optional<Object> standard, Role role) {
    static final String VARIABLE_PREFIX = "POE_GATEWAY_";
    private static final String FILE_SUFFIX = "-file";
    private static final String NONE = "none";
    private static final String FILE_ONLY = "Put it into the file, such as config/poe-gateway.yaml.";

    /** What the absence of a setting means. */
    enum Role {
        /** Its default holds. */
        FREE,
        /** The item of a list that lacks it is refused. */
        REQUIRED,
        /** It is itself a value of a list. */
        ELEMENT
    }

    /** One value of a list or map that is written as a whole. */
    Setting element(String path) {
        return new Setting(path, new Form.One(form.type()), doc, Optional.empty(), Role.ELEMENT);
    }

    /** How its values, or the values of its items, are written. */
    ValueKind kind() {
        return ValueKind.of(form.type());
    }

    /** Its type in words. */
    String typeWords() {
        return switch (form) {
            case Form.One one -> kind().name();
            case Form.Many many -> many.hasParts() ? "list, see below" : "list of " + kind().plural();
            case Form.Named named -> named.hasParts() ? "names, see below" : "names with " + kind().plural();
        };
    }

    /** The environment variable that sets it. */
    String variable() {
        return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Key of the section it stands in. */
    String section() {
        return key.substring(0, Math.max(0, key.lastIndexOf('.')));
    }

    /** Its last word. */
    String word() {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** Whether no message may show its value. */
    boolean secret() {
        return form.type() == Secret.class || doc.hidden();
    }

    /** Whether this value holds a secret, as an address with a password does. */
    boolean holdsSecret(String text) {
        return secret() || !masked(text).equals(text);
    }

    /** The value without its secret part. */
    String masked(String text) {
        return form.type() == URI.class ? Addresses.masked(text) : text;
    }

    /** Whether variables and flags, which hold one value, cannot set it. */
    boolean inFileOnly() {
        return !(form instanceof Form.One);
    }

    /** The problem of whoever tries it nevertheless. */
    ConfigProblem onlyInTheFile(Origin origin) {
        String fault = "'" + key + "' is a list, which can be set only in the file";
        return ConfigProblem.other(origin, key, fault, FILE_ONLY);
    }

    /** Whether its value names a file to be read, as every key that ends in {@code -file} does; it must be there. */
    boolean namesFile() {
        return key.endsWith(FILE_SUFFIX) && !doc.mayBeAbsent();
    }

    /** Whether the default is told in words instead of as a value. */
    boolean hasWordsForStandard() {
        return !doc.standard().isEmpty() || shownStandard().isEmpty();
    }

    /** The default in words. */
    String standardWords() {
        return doc.standard().isEmpty() ? shownStandard().orElse(NONE) : doc.standard();
    }

    private Optional<String> shownStandard() {
        return standard.filter(value -> !(value instanceof Collection<?> list && list.isEmpty()))
                .filter(value -> !(value instanceof Map<?, ?> map && map.isEmpty()))
                .map(ValueKind::print);
    }

    /** A value for examples. */
    String sample() {
        return doc.sample().isEmpty() ? kind().sample() : doc.sample();
    }

    /** What to do about a wrong value. */
    String fix() {
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
