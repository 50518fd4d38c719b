package poegateway.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.core.Account;
import poegateway.core.ClientRequest;
import poegateway.core.HeaderFields;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.poe.PoeErrors;
import poegateway.keep.OwnedStore;
import poegateway.keep.StoreLimits;
import poegateway.relay.reply.ReplyBody;
import poegateway.relay.upload.InlineFile;
import poegateway.relay.upload.MultipartFile;
import poegateway.upstream.PoeEndpoint;
import poegateway.upstream.PoeReply;
import poegateway.upstream.PoeRequest;
import poegateway.upstream.Upstream;
import poegateway.wire.json.JsonText;

/**
 * Files that stand in a prompt, for an interface of Poe's that only takes addresses: they are uploaded, and where they are is
 * remembered for a while for the caller, so that the next turn of a conversation uploads nothing. An upload costs nothing.
 * Source: {@code fastapi_poe}'s upload of files.
 */
final class Attachments {
    /** How long the addresses of one caller's files are remembered, and of how many. */
    static final StoreLimits LIMITS = new StoreLimits(
            Duration.ofMinutes(60),
            StoreLimits.Expiry.SLIDING,
            new StoreLimits.Cap(1_000, 1_000_000),
            new StoreLimits.Cap(20_000, 20_000_000));

    private static final PoeEndpoint ENDPOINT =
            new PoeEndpoint(PoeEndpoint.Base.UPLOAD, "POST", "/file_upload_3RD_PARTY_POST", PoeEndpoint.KeyForm.RAW);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REPLY_BYTES_MAX = 64 * 1024;
    private static final int BOUNDARY_BYTES = 16;
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+-]{1,60}/[\\w.+-]{1,60}");
    private static final String NOWHERE = "https://upload.invalid/file";
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final Upstream upstream;
    private final Relay.Environment environment;
    private final OwnedStore<String> addresses;

    Attachments(Upstream upstream, Relay.Environment environment, OwnedStore<String> addresses) {
        this.upstream = upstream;
        this.environment = environment;
        this.addresses = addresses;
    }

    /**
     * The prompt with an address for each file that stood in it. All are read before the first one goes out.
     *
     * @throws FailureException when Poe does not take one of them, or one is no base64
     */
    Prompt uploaded(Prompt prompt, ClientRequest clientRequest) {
        IdentityHashMap<MediaSource.Inline, NamedFile> files = new IdentityHashMap<>();
        var unused = prompt.withMedia(media -> {
            if (media.source() instanceof MediaSource.Inline inline) {
                files.put(inline, NamedFile.of(inline, media, clientRequest));
            }
            return media;
        });
        return prompt.withMedia(media -> media.source() instanceof MediaSource.Inline inline
                ? at(address(Objects.requireNonNull(files.get(inline)), clientRequest), inline, media)
                : media);
    }

    /**
     * The same without an upload: with addresses that lead nowhere.
     *
     * @throws FailureException when a file stands in the prompt in a form that nobody reads
     */
    static Prompt placed(Prompt prompt) {
        return prompt.withMedia(media -> switch (media.source()) {
            case MediaSource.Inline inline -> at(NOWHERE, inline, media);
            case MediaSource.Address there -> atElsewhere(there, media);
            case MediaSource.FileId file -> media;
        });
    }

    private static Part.Media atElsewhere(MediaSource.Address there, Part.Media media) {
        if (!there.url().startsWith("data:")) {
            return media;
        }
        throw new FailureException(new ClientFailure.InvalidRequest(
                "invalid_value",
                "A file in a message is given as a 'data:' URL that is not base64. Write it as data:TYPE;base64,BYTES.",
                null));
    }

    private static Part.Media at(String address, MediaSource.Inline inline, Part.Media media) {
        MediaSource there = new MediaSource.Address(JsonText.of(address), inline.mediaType());
        return new Part.Media(media.kind(), there, media.name(), media.extras());
    }

    /**
     * A file that was read.
     *
     * @param id by which it is known again: its bytes and all that goes with them
     */
    private record NamedFile(InlineFile content, String mediaType, String name, String id) {
        static NamedFile of(MediaSource.Inline inline, Part.Media media, ClientRequest clientRequest) {
            MessageDigest digest = sha256();
            InlineFile content = new InlineFile(inline.base64(), digest);
            String type = inline.mediaType().decoded();
            String safeType = MEDIA_TYPE.matcher(type).matches() ? type : UNKNOWN_TYPE;
            String name = media.name().map(JsonText::decoded).orElseGet(() -> "file." + safeType.replaceAll(".*/", ""));
            String account = clientRequest.caller().account().name();
            return new NamedFile(content, safeType, name, Attachments.id(digest, safeType, name, account));
        }
    }

    private String address(NamedFile file, ClientRequest clientRequest) {
        String owner = clientRequest.caller().id();
        return addresses.get(owner, file.id()).map(known -> known.value()).orElseGet(() -> {
            String address =
                    upload(new MultipartFile(boundary(), file.name(), file.mediaType(), file.content()), clientRequest);
            addresses.put(owner, file.id(), address);
            return address;
        });
    }

    private String upload(MultipartFile file, ClientRequest clientRequest) {
        RequestTimeline timeline = clientRequest.timeline();
        Account account = clientRequest.caller().account();
        PoeRequest request = new PoeRequest(
                ENDPOINT, account.key(), HeaderFields.of("accept", "application/json"), Optional.of(file), timeline);
        timeline.poeBegins();
        try (PoeReply reply = upstream.send(request)) {
            timeline.resume();
            if (reply.status() != 200) {
                byte[] said = ReplyBody.readRefusal(reply, REPLY_BYTES_MAX, timeline);
                PoeErrors errors =
                        PoeErrors.of("", reply.header("retry-after"), environment.clock(), account.secrets());
                throw new FailureException(errors.read(reply.status(), said));
            }
            return address(ReplyBody.readBeginning(reply, REPLY_BYTES_MAX, timeline));
        } finally {
            timeline.poeEnds();
        }
    }

    private static String address(byte[] reply) {
        try {
            JsonNode address = JSON.readTree(reply).path("attachment_url");
            if (address.isTextual() && !address.textValue().isEmpty()) {
                return address.textValue();
            }
        } catch (IOException broken) {
            throw new FailureException(new ReplyFailure.BadResponse("what it says of an upload is not JSON"), broken);
        }
        throw new FailureException(new ReplyFailure.BadResponse("what it says of an upload holds no attachment_url"));
    }

    private String boundary() {
        byte[] bytes = new byte[BOUNDARY_BYTES];
        environment.random().nextBytes(bytes);
        return "poe-gateway-" + HexFormat.of().formatHex(bytes);
    }

    private static String id(MessageDigest digest, String... more) {
        for (String each : more) {
            digest.update((byte) 0);
            digest.update(each.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
