package poegateway.simulator.upload;

import java.net.URI;
import java.net.URLConnection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a form uploads: a file, or a place to fetch one from. The simulator fetches nothing; such a file's bytes are a sentence
 * that names the place.
 *
 * @param name of the file
 * @param mimeType as the form says, else by the ending of the name
 * @param content its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record UploadForm(String name, String mimeType, byte[] content) {
    /** Largest file. */
    static final int MAX_FILE_BYTES = 50 * 1024 * 1024;
    /** Longest name of a file. */
    static final int MAX_NAME_CHARS = 1_024;

    /** Longest type of a file; one that is longer, or no type at all, is not heeded. */
    private static final int MAX_TYPE_CHARS = 127;

    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+( *;[ -~]*)?");
    private static final String MULTIPART = "multipart/form-data";
    private static final String URL_ENCODED = "application/x-www-form-urlencoded";

    /**
     * Reads a form of either type.
     *
     * @param contentType of the request
     * @throws InvalidFormException when it holds no file
     */
    public static UploadForm read(String contentType, byte[] body) throws InvalidFormException {
        List<FormPart> parts = parts(contentType, body);
        FormPart file = find(parts, "file");
        FormPart url = find(parts, "download_url");
        if ((file == null) == (url == null)) {
            throw new InvalidFormException("A form must have either a file or a download_url");
        }
        return file == null ? fetched(url.text(), find(parts, "download_filename")) : sent(file);
    }

    private static List<FormPart> parts(String contentType, byte[] body) throws InvalidFormException {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case MULTIPART -> MultipartReader.read(body, boundary(contentType));
            case URL_ENCODED -> urlEncoded(new String(body, StandardCharsets.UTF_8));
            default -> throw new InvalidFormException(415, "The form must be " + MULTIPART + " or " + URL_ENCODED);
        };
    }

    private static String boundary(String contentType) {
        return HeaderParameters.of(contentType).getOrDefault("boundary", "");
    }

    private static List<FormPart> urlEncoded(String body) throws InvalidFormException {
        var parts = new ArrayList<FormPart>();
        for (String field : body.split("&", MultipartReader.MAX_PARTS + 1)) {
            MultipartReader.checkCount(parts);
            String[] sides = field.split("=", 2);
            byte[] value = decoded(sides.length == 2 ? sides[1] : "").getBytes(StandardCharsets.UTF_8);
            parts.add(new FormPart(decoded(sides[0]), "", "", value));
        }
        return parts;
    }

    private static String decoded(String text) throws InvalidFormException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidFormException("A field of the form is not percent-encoded");
        }
    }

    private static @Nullable FormPart find(List<FormPart> parts, String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static UploadForm sent(FormPart file) throws InvalidFormException {
        if (file.content().length > MAX_FILE_BYTES) {
            throw new InvalidFormException(413, "A file may have at most " + MAX_FILE_BYTES + " bytes");
        }
        return new UploadForm(name(file.fileName()), mimeType(file.contentType(), file.fileName()), file.content());
    }

    private static UploadForm fetched(String url, @Nullable FormPart given) throws InvalidFormException {
        String path = path(url);
        String name = given == null ? path.substring(path.lastIndexOf('/') + 1) : given.text();
        byte[] content = ("A simulated download of " + url + ".").getBytes(StandardCharsets.UTF_8);
        return new UploadForm(name(name.isEmpty() ? "file" : name), mimeType("", name), content);
    }

    /** The path of an address from which a file could be fetched. */
    private static String path(String url) throws InvalidFormException {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return uri.getPath();
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidFormException("The download_url is not a URL");
        }
        throw new InvalidFormException("The download_url is not an http or https URL");
    }

    private static String name(String name) throws InvalidFormException {
        if (name.isEmpty() || name.length() > MAX_NAME_CHARS) {
            throw new InvalidFormException("The name of a file must have 1 to " + MAX_NAME_CHARS + " characters");
        }
        return name;
    }

    private static String mimeType(String given, String name) {
        if (given.length() <= MAX_TYPE_CHARS && TYPE.matcher(given).matches()) {
            return given;
        }
        String guessed = URLConnection.guessContentTypeFromName(name);
        return guessed == null ? "application/octet-stream" : guessed;
    }
}
