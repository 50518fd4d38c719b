package poegateway.tool;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.wire.json.JsonSlice;

/**
 * An address with places such as {@code {city}} for arguments, in segments of its path and in values of its query. No argument leaves its
 * place: all but letters, digits and {@code -._~} is percent-encoded, and in a path a value with a slash, an empty one, and one that would
 * make the segment a dot or two is refused, since servers decode a path before they look at it. Immutable.
 */
final class UrlTemplate {
    private static final Pattern FORM =
            Pattern.compile("(https?://[A-Za-z0-9.:\\[\\]-]+)(/[!-~&&[^?#]]*)?(\\?[!-~&&[^#]]*)?");
    private static final Pattern ENCODED_DOT = Pattern.compile("%2e", Pattern.CASE_INSENSITIVE);
    private static final int CHARS_MAX = 8 * 1024;

    private final String text;
    private final String origin;
    private final String path;
    private final List<String> query;

    /** @throws UnfitToolException where it is no address that can be used */
    UrlTemplate(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.length() > CHARS_MAX || !matcher.matches()) {
            throw new UnfitToolException(
                    "url", "must be an address that begins with https://, without user and fragment");
        }
        this.text = text;
        this.origin = matcher.group(1);
        this.path = Optional.ofNullable(matcher.group(2)).orElse("/");
        this.query = Optional.ofNullable(matcher.group(3))
                .map(written -> List.of(written.substring(1).split("&", -1)))
                .orElse(List.of());
        check();
    }

    private void check() {
        if (query.stream()
                .anyMatch(
                        pair -> TemplateArguments.places(pair.split("=", 2)[0]).find())) {
            throw new UnfitToolException(
                    "url", "may have places for arguments in its path and in values of its query alone");
        }
        String fixed =
                TemplateArguments.places(path + "?" + String.join("&", query)).replaceAll("x");
        if (!isAddress(origin + fixed)) {
            throw new UnfitToolException("url", "must be a valid address, beside its places such as {city}");
        }
    }

    private static boolean isAddress(String text) {
        try {
            return URI.create(text).getHost() != null;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** As it was written. */
    String text() {
        return text;
    }

    /** Scheme, host and port. */
    URI origin() {
        return URI.create(origin);
    }

    /** Names of the arguments that have a place. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        TemplateArguments.places(path + String.join("&", query)).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /**
     * The address for one call. A pair of the query whose argument is missing is left out.
     *
     * @throws IOException with a message for the model, when an argument of the path is missing or would leave its place
     */
    URI with(TemplateArguments arguments) throws IOException {
        StringBuilder all = new StringBuilder(origin);
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            all.append('/').append(segment(segments[i], arguments));
        }
        List<String> pairs = new ArrayList<>();
        for (String pair : query) {
            if (TemplateArguments.places(pair)
                    .results()
                    .allMatch(place -> arguments.find(place.group(1)).isPresent())) {
                pairs.add(TemplateArguments.places(pair)
                        .replaceAll(place -> encoded(TemplateArguments.text(
                                arguments.find(place.group(1)).orElseThrow()))));
            }
        }
        all.append(pairs.isEmpty() ? "" : "?" + String.join("&", pairs));
        if (all.length() > CHARS_MAX) {
            throw new IOException("the arguments are too long for the address of this tool");
        }
        return URI.create(all.toString());
    }

    private static String segment(String template, TemplateArguments arguments) throws IOException {
        StringBuilder made = new StringBuilder();
        Matcher places = TemplateArguments.places(template);
        boolean placed = false;
        while (places.find()) {
            placed = true;
            places.appendReplacement(made, encoded(ofPath(places.group(1), arguments)));
        }
        places.appendTail(made);
        String dots = ENCODED_DOT.matcher(made).replaceAll(".");
        if (placed && (dots.equals(".") || dots.equals(".."))) {
            throw new IOException("an argument in the address of this tool may not be made of dots alone");
        }
        return made.toString();
    }

    private static String ofPath(String name, TemplateArguments arguments) throws IOException {
        Optional<JsonSlice> value = arguments.find(name);
        if (value.isEmpty()) {
            throw new IOException("the argument '" + name + "' is needed");
        }
        String text = TemplateArguments.text(value.get());
        if (text.isEmpty()
                || text.indexOf('/') >= 0
                || text.indexOf('\\') >= 0
                || value.get().isObject()
                || value.get().isArray()) {
            throw new IOException("the argument '" + name + "' must be a text without slashes, or a number");
        }
        return text;
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean plain = (character < 128 && Character.isLetterOrDigit(character)) || "-._~".indexOf(character) >= 0;
            encoded.append(plain ? String.valueOf(character) : String.format(Locale.ROOT, "%%%02X", (int) character));
        }
        return encoded.toString();
    }
}
