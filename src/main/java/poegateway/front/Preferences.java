package poegateway.front;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What a caller says of the form in which it wants an answer (RFC 9110, 12.5.3 and 13.1.2). */
final class Preferences {
    private static final String WEAK = "W/";

    private Preferences() {}

    /** Whether an answer is to be packed: gzip must be named, or meant by {@code *}, and liked no less than what is plain. */
    static boolean wantsGzip(Optional<String> acceptEncoding) {
        List<String> codings =
                acceptEncoding.stream().flatMap(Preferences::elements).toList();
        double gzip = quality(codings, "gzip")
                .orElseGet(() -> quality(codings, "x-gzip")
                        .orElseGet(() -> quality(codings, "*").orElse(0)));
        return gzip > 0 && gzip >= quality(codings, "identity").orElse(0);
    }

    /** Whether the caller has what that tag stands for: {@code If-None-Match} compares weakly. */
    static boolean knows(Optional<String> ifNoneMatch, String tag) {
        return ifNoneMatch.stream()
                .flatMap(Preferences::elements)
                .anyMatch(known -> known.equals("*") || opaque(known).equals(opaque(tag)));
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }

    private static Stream<String> elements(String list) {
        return Stream.of(list.split(",")).map(String::strip).filter(element -> !element.isEmpty());
    }

    private static OptionalDouble quality(List<String> codings, String name) {
        return codings.stream()
                .filter(coding ->
                        coding.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(name))
                .mapToDouble(Preferences::quality)
                .findFirst();
    }

    /** What is no weight counts as none: the answer is plain then. */
    private static double quality(String coding) {
        String[] parts = coding.split(";", 2);
        if (parts.length == 1) {
            return 1;
        }
        String weight = parts[1].replace(" ", "").toLowerCase(Locale.ROOT);
        return weight.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)") ? Double.parseDouble(weight.substring(2)) : 0;
    }
}
