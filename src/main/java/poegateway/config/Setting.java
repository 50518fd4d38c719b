package poegateway.config;

import java.util.Locale;
import java.util.Optional;
import poegateway.core.Secret;

/**
 * One leaf of the settings' record tree.
 *
 * @param key kebab-case, sections joined by dots, such as {@code server.port}
 * @param type Java type, without its Optional
 * @param doc meaning
 * @param standard value when nobody sets it
 */
record Setting(String key, Class<?> type, Doc doc, Optional<Object> standard) {
    static final String VARIABLE_PREFIX = "POE_GATEWAY_";
    private static final String FILE_SUFFIX = "-file";

    ValueKind kind() {
        return ValueKind.of(type);
    }

    /** The environment variable that sets it. */
    String variable() {
        return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Key of the section it stands in. */
    String section() {
        return key.substring(0, key.lastIndexOf('.'));
    }

    boolean secret() {
        return type == Secret.class;
    }

    /** Whether its value names a file to be read, as every key that ends in {@code -file} does; it must be there. */
    boolean namesFile() {
        return key.endsWith(FILE_SUFFIX) && !doc.mayBeAbsent();
    }

    /** Whether the default is told in words instead of as a value. */
    boolean hasWordsForStandard() {
        return !doc.standard().isEmpty() || standard.isEmpty();
    }

    /** The default in words. */
    String standardWords() {
        if (!doc.standard().isEmpty()) {
            return doc.standard();
        }
        return standard.map(ValueKind::print).orElse("none");
    }

    /** A value for examples. */
    String sample() {
        return doc.sample().isEmpty() ? kind().sample() : doc.sample();
    }

    /** What to do about a wrong value. */
    String fix() {
        return "Correct it, or leave it out for the default: " + standardWords() + ".";
    }
}
