package poegateway.relay.video;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.text.SafeText;

/**
 * A video as Poe tells how it stands.
 *
 * @param id of Poe's; may stand in a path
 * @param progressPercent 0 to 100, where Poe tells it
 * @param model that makes it, where Poe tells it
 * @param error in Poe's words, or empty
 */
public record PoeVideo(String id, Status status, OptionalInt progressPercent, Optional<String> model, String error) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:~-]{0,199}");
    private static final int SHOWN_CHARS = 60;
    private static final int DONE = 100;

    /** How far it is, by Poe's words. */
    public enum Status {
        QUEUED,
        IN_PROGRESS,
        COMPLETED,
        FAILED;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Optional<Status> of(String word) {
            return Arrays.stream(values())
                    .filter(status -> status.word().equals(word))
                    .findFirst();
        }
    }

    /** Whether it will not change any more. */
    public boolean hasEnded() {
        return status == Status.COMPLETED || status == Status.FAILED;
    }

    /** The same with other words of its error. */
    public PoeVideo saying(String words) {
        return new PoeVideo(id, status, progressPercent, model, words);
    }

    /**
     * Reads what Poe says of a video. Only its id and its status must be there: nobody recorded the rest.
     *
     * @throws FailureException with {@link ReplyFailure.BadResponse}, which says what is missing or wrong
     */
    public static PoeVideo read(byte[] body) {
        JsonNode video = object(body);
        String id = text(video, "id");
        if (!ID.matcher(id).matches()) {
            throw bad("the id of the video is none that can be asked for");
        }
        String word = text(video, "status");
        Status status = Status.of(word)
                .orElseThrow(() -> bad("the status of the video is '"
                        + SafeText.printable(word, SHOWN_CHARS) + "' and none of "
                        + Arrays.stream(Status.values()).map(Status::word).collect(Collectors.joining(", "))));
        Optional<String> model =
                Optional.of(video.path("model")).filter(JsonNode::isTextual).map(JsonNode::textValue);
        return new PoeVideo(id, status, progress(video.path("progress")), model, error(video.path("error")));
    }

    private static JsonNode object(byte[] body) {
        try {
            JsonNode video = JSON.readTree(body);
            if (video.isObject()) {
                return video;
            }
        } catch (IOException broken) {
            throw new FailureException(new ReplyFailure.BadResponse("what it says of a video is not JSON"), broken);
        }
        throw bad("what it says of a video is no JSON object");
    }

    private static String text(JsonNode video, String name) {
        JsonNode member = video.path(name);
        if (!member.isTextual()) {
            throw bad("what it says of a video has " + (member.isMissingNode() ? "no '" : "no text as '") + name + "'");
        }
        return member.textValue();
    }

    /** What cannot be a progress tells nothing, and costs nobody a video. */
    private static OptionalInt progress(JsonNode told) {
        boolean possible = told.isNumber() && told.doubleValue() >= 0 && told.doubleValue() <= DONE;
        return possible ? OptionalInt.of(told.intValue()) : OptionalInt.empty();
    }

    private static String error(JsonNode told) {
        return told.isTextual()
                ? told.textValue()
                : told.path("message").asText(told.path("code").asText(""));
    }

    private static FailureException bad(String reason) {
        return new FailureException(new ReplyFailure.BadResponse(reason));
    }
}
