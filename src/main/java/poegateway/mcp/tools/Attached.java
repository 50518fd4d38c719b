package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.MediaTypes;
import poegateway.conversation.Part;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolException;
import poegateway.media.FormField;
import poegateway.wire.json.JsonText;

/** Files that go with a question: by an address, which Poe fetches, or with their bytes. No file of this machine is read. */
final class Attached {
    private static final Pattern TYPE = Pattern.compile("[a-zA-Z0-9.+-]{1,64}/[a-zA-Z0-9.+-]{1,100}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");
    private static final Pattern ADDRESS = Pattern.compile("https?://[\\x21-\\x7e]+");

    private Attached() {}

    private static final long FILE_BYTES_MAX = 20_000_000;

    /** Files that callers uploaded before. */
    @FunctionalInterface
    interface Uploads {
        /** Where none can be named. */
        Uploads NONE = id -> {
            throw new ToolException("An uploaded file cannot be named here; give 'url' or 'data'.");
        };

        /**
         * The file of that id.
         *
         * @throws poegateway.core.failure.FailureException where the caller has none
         */
        FormField find(String id);
    }

    static List<Part> of(ToolArguments arguments, Uploads uploads) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode file : arguments.list("attachments")) {
            parts.add(file.isTextual() ? named(file.asText(), "", "", uploads) : described(file, uploads));
        }
        arguments.text("attachment_path", "attachment").ifPresent(path -> parts.add(named(path, "", "", uploads)));
        return parts;
    }

    private static Part described(JsonNode file, Uploads uploads) {
        String name = file.path("name").asText();
        String type = file.path("mime_type").asText();
        if (file.path("data").isTextual()) {
            return inline(file.path("data").asText(), type, name);
        }
        for (String member : List.of("file_id", "url", "uri")) {
            if (file.path(member).isTextual()) {
                return named(file.path(member).asText(), type, name, uploads);
            }
        }
        return at("", type, name);
    }

    /** By the id of an upload, or by an address. */
    private static Part named(String named, String type, String name, Uploads uploads) {
        return named.startsWith("file-") ? uploaded(uploads.find(named), type, name) : at(named, type, name);
    }

    private static Part uploaded(FormField file, String type, String name) {
        if (file.bytes() > FILE_BYTES_MAX) {
            throw new ToolException(
                    "The uploaded file is larger than " + FILE_BYTES_MAX + " bytes; give it by an address.");
        }
        String known = type.isEmpty() ? file.mediaType().orElse("application/octet-stream") : type;
        String shown = name.isEmpty() ? file.fileName().orElse("") : name;
        return inline(Base64.getEncoder().encodeToString(file.read()), known, shown);
    }

    private static Part inline(String data, String type, String name) {
        String base64 = data.replaceAll("\\s", "");
        String known = type.isEmpty() ? MediaTypes.ofFile(name).orElse("") : type;
        if (!TYPE.matcher(known).matches() || !BASE64.matcher(base64).matches()) {
            throw new ToolException(
                    "An attachment with 'data' has it in base64, and its 'mime_type' such as image/png.");
        }
        return part(new MediaSource.Inline(JsonText.of(known), JsonText.of(base64)), known, name);
    }

    private static Part at(String address, String type, String name) {
        if (address.startsWith("data:")) {
            MediaSource source = MediaSource.of(JsonText.of(address));
            if (source instanceof MediaSource.Inline inline) {
                return part(source, inline.mediaType().decoded(), name);
            }
        }
        if (!ADDRESS.matcher(address).matches()) {
            throw new ToolException(
                    "An attachment is given by an https address ('url') that Poe can reach, or by 'data' in base64"
                            + " with 'mime_type'. Files of the machine that runs the gateway are not read.");
        }
        MediaSource.Address at = new MediaSource.Address(JsonText.of(address));
        String file = name.isEmpty() ? at.fileName() : name;
        String known = type.isEmpty() ? MediaTypes.ofFile(file).orElse("") : type;
        return part(new MediaSource.Address(at.url(), JsonText.of(known)), known, file);
    }

    private static Part part(MediaSource source, String type, String name) {
        String family = type.toLowerCase(Locale.ROOT);
        MediaKind kind = family.startsWith("image/")
                ? MediaKind.IMAGE
                : family.startsWith("audio/")
                        ? MediaKind.AUDIO
                        : family.startsWith("video/") ? MediaKind.VIDEO : MediaKind.DOCUMENT;
        Optional<JsonText> shown =
                Optional.of(name).filter(known -> !known.isEmpty()).map(JsonText::of);
        return new Part.Media(kind, source, shown, Extras.none(Dialect.CHAT));
    }
}
