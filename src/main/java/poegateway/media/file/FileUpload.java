package poegateway.media.file;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.core.failure.FailureException;
import poegateway.dialect.request.JsonRequest;
import poegateway.media.FormField;

/**
 * A form that brings a file.
 *
 * @param name of the file, without folders
 * @param purpose what its caller keeps it for
 * @param lifetime how long it is to be kept
 */
record FileUpload(FormField file, String name, String purpose, Optional<Duration> lifetime) {
    private static final Set<String> PURPOSES = Set.of("assistants", "vision", "user_data", "evals");
    private static final Set<String> UNSERVED = Set.of("batch", "fine-tune");
    private static final String FILE = "file";
    private static final String PURPOSE = "purpose";
    private static final String SECONDS = "expires_after[seconds]";
    private static final String ANCHOR = "expires_after[anchor]";
    private static final int TEXT_BYTES_MAX = 100;
    private static final int NAME_CHARS_MAX = 255;

    /** @throws FailureException when it is none */
    static FileUpload of(List<FormField> form) {
        Map<String, FormField> fields = new HashMap<>();
        for (FormField field : form) {
            if (fields.put(field.name(), field) != null) {
                throw JsonRequest.refusal(
                        "duplicate_key", "The field '" + shown(field) + "' appears twice. Send it once.", field.name());
            }
        }
        FormField file = Optional.ofNullable(fields.get(FILE)).orElseThrow(() -> JsonRequest.missing(FILE));
        if (file.bytes() == 0) {
            throw JsonRequest.wrong(FILE, "a file that is not empty");
        }
        return new FileUpload(file, name(file.fileName().orElse("")), purpose(fields), lifetime(fields));
    }

    private static String shown(FormField field) {
        return field.name().replaceAll("[^\\x21-\\x7e]", "?");
    }

    private static String purpose(Map<String, FormField> fields) {
        String purpose = text(fields, PURPOSE).orElseThrow(() -> JsonRequest.missing(PURPOSE));
        if (UNSERVED.contains(purpose)) {
            throw JsonRequest.refusal(
                    "unsupported_parameter",
                    "Files with the purpose '" + purpose + "' are of no use here: nothing on Poe reads them.",
                    PURPOSE);
        }
        if (!PURPOSES.contains(purpose)) {
            throw JsonRequest.wrong(PURPOSE, "user_data, vision, assistants or evals");
        }
        return purpose;
    }

    private static Optional<Duration> lifetime(Map<String, FormField> fields) {
        text(fields, ANCHOR).filter(anchor -> !anchor.equals("created_at")).ifPresent(other -> {
            throw JsonRequest.wrong(ANCHOR, "created_at");
        });
        return text(fields, SECONDS).map(seconds -> {
            if (!seconds.matches("[1-9]\\d{0,8}")) {
                throw JsonRequest.wrong(SECONDS, "a whole number of seconds, 1 or more");
            }
            return Duration.ofSeconds(Long.parseLong(seconds));
        });
    }

    private static Optional<String> text(Map<String, FormField> fields, String name) {
        return Optional.ofNullable(fields.get(name)).map(field -> {
            if (field.bytes() > TEXT_BYTES_MAX) {
                throw JsonRequest.wrong(name, "a string of at most " + TEXT_BYTES_MAX + " bytes");
            }
            return new String(field.read(), StandardCharsets.UTF_8).strip();
        });
    }

    /** What would be a folder, or would not be seen, is no part of it. */
    static String name(String given) {
        String name = given.replaceFirst("(?s).*[/\\\\]", "").replaceAll("\\p{Cntrl}", "");
        String shorter = name.substring(Math.max(0, name.length() - NAME_CHARS_MAX));
        return shorter.isBlank() || shorter.equals("..") || shorter.equals(".") ? FILE : shorter;
    }
}
