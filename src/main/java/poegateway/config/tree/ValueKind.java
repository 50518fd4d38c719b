package poegateway.config.tree;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import poegateway.config.Cidr;
import poegateway.config.ParameterValue;
import poegateway.config.Times;
import poegateway.config.WebAddresses;
import poegateway.config.setting.ByteSize;
import poegateway.config.setting.Durations;
import poegateway.core.text.Secret;

/**
 * How values of one Java type are written.
 *
 * @param name the type as the reference calls it
 * @param expectation what a value must be, as the rest of a sentence
 * @param sample a value for examples
 * @param reader throws a RuntimeException for a form it does not know
 */
public record ValueKind(String name, String expectation, String sample, Function<String, Object> reader) {
    private static final String DURATION = "must be a whole number with ms, s, m or h, such as 90s";
    private static final String SIZE = "must be a whole number with B, KiB, MiB or GiB, such as 32MiB";
    private static final String NETWORK = "must be an IP address or a block such as 10.0.0.0/8";
    private static final String TIME = "must be a date such as 2027-01-31 or a time such as 2027-01-31T18:00:00Z";
    private static final String VALUE = "value";
    private static final String ADDRESS = "must be an address such as https://host/path";

    /**
     * The kind of a Java type.
     *
     * @throws IllegalArgumentException for a type that settings cannot have, which is a bug
     */
    static ValueKind of(Class<?> type) {
        if (type.isEnum()) {
            return ofEnum(type);
        }
        return switch (type.getName()) {
            case "java.lang.String" -> new ValueKind("text", "must be text", "text", text -> text);
            case "boolean" -> new ValueKind("true, false", "must be true or false", "true", ValueKind::truth);
            case "int", "java.lang.Integer" ->
                new ValueKind("whole number", "must be a whole number below 2147483648", "1", Integer::valueOf);
            case "java.time.Duration" -> new ValueKind("duration", DURATION, "90s", Durations::parse);
            case "poegateway.config.setting.ByteSize" -> new ValueKind("size", SIZE, "64MiB", ByteSize::parse);
            case "java.net.URI" -> new ValueKind("address", ADDRESS, "https://host/path", URI::create);
            case "java.nio.file.Path" -> new ValueKind("file", "must be a file name", "file.pem", ValueKind::path);
            case "poegateway.core.text.Secret" ->
                new ValueKind("secret", "must be one word without spaces", "${env:NAME}", ValueKind::secret);
            case "poegateway.config.Cidr" -> new ValueKind("IP address", NETWORK, "10.0.0.0/8", Cidr::parse);
            case "poegateway.config.ParameterValue" ->
                new ValueKind(VALUE, "must be a text, a number, true or false", "high", ParameterValue::parse);
            case "java.time.Instant" -> new ValueKind("time", TIME, "2027-01-31", Times::parse);
            default -> throw new IllegalArgumentException("no setting can have the type " + type.getName());
        };
    }

    /** The name for more than one. */
    String plural() {
        return switch (name) {
            case "whole number", "duration", "size", "file", "secret", "time", VALUE -> name + "s";
            case "address", "IP address" -> name + "es";
            default -> name;
        };
    }

    public Object read(String text) {
        return reader.apply(text);
    }

    /** The same of a text that stands in quotes, where that makes a difference. */
    public Object readQuoted(String text) {
        return name.equals(VALUE) ? ParameterValue.text(text) : read(text);
    }

    /** The written form, which {@link #read} understands; a secret's is dots, which it does not. */
    public static String print(Object value) {
        return switch (value) {
            case Duration duration -> Durations.print(duration);
            case Enum<?> constant -> word(constant);
            case URI address -> WebAddresses.masked(address.toString());
            case Collection<?> list -> list.stream().map(ValueKind::print).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }

    private static ValueKind ofEnum(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        String words = Arrays.stream(constants)
                .map(constant -> word((Enum<?>) constant))
                .collect(Collectors.joining(", "));
        return new ValueKind(
                words,
                "must be one of " + words,
                word((Enum<?>) constants[0]),
                text -> Arrays.stream(constants)
                        .filter(constant -> word((Enum<?>) constant).equals(text))
                        .findFirst()
                        .orElseThrow());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Path path(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("empty");
        }
        return Path.of(text);
    }

    private static Secret secret(String text) {
        if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
            throw new IllegalArgumentException("not one word");
        }
        return new Secret(text);
    }
}
