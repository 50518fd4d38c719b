package poegateway.media.file;

import java.net.URLConnection;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import poegateway.fetch.MediaFormat;

/** What a file is: by its bytes where they tell, then by what was said of it, then by its name. */
final class FileType {
    static final String UNKNOWN = "application/octet-stream";
    private static final Pattern TYPE = Pattern.compile("[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}");
    private static final byte[] PDF = {'%', 'P', 'D', 'F', '-'};

    private FileType() {}

    /** {@code said} may have parameters, and be anything. */
    static String of(byte[] beginning, String name, Optional<String> said) {
        byte[] mark = Arrays.copyOf(beginning, Math.min(beginning.length, MediaFormat.BEGINNING_BYTES));
        return MediaFormat.of(mark)
                .map(MediaFormat::contentType)
                .or(() -> isPdf(beginning) ? Optional.of("application/pdf") : Optional.empty())
                .or(() -> said.map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
                        .filter(type -> TYPE.matcher(type).matches())
                        .filter(type -> !type.equals(UNKNOWN)))
                .or(() -> Optional.ofNullable(URLConnection.guessContentTypeFromName(name.replace("#", ""))))
                .orElse(UNKNOWN);
    }

    private static boolean isPdf(byte[] beginning) {
        return beginning.length >= PDF.length && Arrays.equals(beginning, 0, PDF.length, PDF, 0, PDF.length);
    }
}
