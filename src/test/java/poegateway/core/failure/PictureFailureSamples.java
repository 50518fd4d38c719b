package poegateway.core.failure;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What can go wrong with pictures as such, with typical values, for the reference of errors. */
final class PictureFailureSamples {
    private PictureFailureSamples() {}

    static List<FailureSample> all() {
        return Stream.of(requests(), repeats(), replies(), files())
                .flatMap(List::stream)
                .toList();
    }

    private static List<FailureSample> requests() {
        return List.of(
                FailureSample.of(
                        new ClientFailure.InvalidRequest(
                                "invalid_multipart",
                                "The body is not valid multipart/form-data: its Content-Type has no boundary. Let an "
                                        + "HTTP library build it.",
                                null),
                        "A form with files is malformed, or has more than 100 fields.",
                        "Let an HTTP library build the form, including its Content-Type."),
                FailureSample.of(
                        new ClientFailure.MediaNotOfModel("claude-sonnet-4.6", "pictures"),
                        "A model is asked for pictures that makes none, according to Poe's list.",
                        "Choose a model whose `architecture.output_modalities` in `GET /v1/models` has `image`."),
                FailureSample.of(
                        new CostRefusal.RequestTooDear("dall-e-3", "45", 30, "media.cost-limit-cents"),
                        "A request for media would cost more than `media.cost-limit-cents`, or any request by itself "
                                + "more than"
                                + " its key may cost in a day.",
                        "Ask for less, or use a cheaper model."),
                FailureSample.of(
                        new CostRefusal.DayTooDear("the key 'ci'", 500, "480.25", "42", Duration.ofMinutes(192)),
                        "The requests of a key have cost what they may in a day: `cost-cents-per-day` of the key, or"
                                + " `limits.cost-cents-per-day`. What is under way counts with what it is expected "
                                + "to cost.",
                        "Wait for the next day in UTC, as `Retry-After` says, or raise the limit."));
    }

    private static List<FailureSample> files() {
        return List.of(
                FailureSample.of(
                        new FileFailure.FileTooLarge("vault.bytes-per-caller", 536_870_912),
                        "A file is larger than the files of one caller may be together.",
                        "Send a smaller file, or raise `vault.bytes-per-caller`."),
                FailureSample.of(
                        new FileFailure.FileNotFound("file-0123456789abcdef0123456789abcdef", false),
                        "A file is named that is not kept for the caller: it ended, was deleted, belongs to another "
                                + "key, or the"
                                + " gateway was started anew.",
                        "Upload it again with `POST /v1/files`, and name it by its new id."),
                FailureSample.of(
                        new FileFailure.UnknownFile("file-0123456789abcdef0123456789abcdef", "messages[0].content[1]"),
                        "A message names a file that is not kept for the caller; the model is not asked.",
                        "Upload it again with `POST /v1/files`, and name it by its new id."),
                FailureSample.of(
                        new FileFailure.MediaLinkEnded(),
                        "A link of `media.rehost` is opened that has ended, was changed, or is of a gateway that was "
                                + "started anew.",
                        "Ask the model again; keep what you need, since links end."),
                FailureSample.of(
                        new FileFailure.RangeNotSatisfiable(1_024),
                        "A part of a file is asked for, by `Range`, that lies behind its end.",
                        "Ask for a part that the file has; `Content-Range` tells its length."),
                FailureSample.of(
                        new FileFailure.StorageUnavailable("No space left on device"),
                        "A file is to be kept, and the disk does not take it.",
                        "Make room in the folder of `vault.folder`, make it writable, or name another; `/health` "
                                + "tells when"
                                + " it is well again."));
    }

    private static List<FailureSample> repeats() {
        return List.of(
                FailureSample.of(
                        new ClientFailure.IdempotencyKeyReused(),
                        "Two requests that differ have the same `Idempotency-Key`.",
                        "Make a new key for each request, and use it again only to repeat that request."),
                FailureSample.of(
                        new ClientFailure.IdempotentUnderWay(),
                        "A request comes again with its `Idempotency-Key` before it is answered.",
                        "Send it again a little later: the answer is that of the first."),
                FailureSample.of(
                        new ClientFailure.IdempotentLost("upstream_timeout"),
                        "A request comes again with its `Idempotency-Key` after it failed in a way that may be billed.",
                        "Look at the usage page of Poe; to pay once more, send it with another key."));
    }

    private static List<FailureSample> replies() {
        return List.of(
                FailureSample.of(
                        new ReplyFailure.WordsInsteadOfMedia("picture", "nano-banana", "Which cat do you mean?"),
                        "A model that was to draw answered with words only, which the message quotes.",
                        "Say in the prompt what is to be seen; or ask a model that only draws."),
                FailureSample.of(
                        new ReplyFailure.WordsInsteadOfMedia("sound", "lyria-3", "Which song do you mean?"),
                        "A model that was to speak or make music answered with words only, which the message quotes.",
                        "Say in `input` what is to be heard; or ask a model that only makes sound."),
                FailureSample.of(
                        new ReplyFailure.WordsInsteadOfMedia("video", "sora-2", "Which video do you mean?"),
                        "A model that was to make a video answered with words only, which the message quotes.",
                        "Say in the prompt what is to be seen; or ask a model that only makes videos."),
                FailureSample.of(
                        new ReplyFailure.VideoLost("Poe no longer knows it (404)."),
                        "With `media.videos: poe`, Poe took a video on and later refused to give its status.",
                        "See at poe.com whether it was billed; set `media.videos: chat` if it happens again."),
                FailureSample.of(
                        new ReplyFailure.FetchFailed(
                                "picture",
                                "https://pfst.cf2.poecdn.net/base/image/0",
                                "its host answered with status 403"),
                        "A picture, sound or video was made, and the host that keeps it did not give it: it is not in"
                                + " `media.hosts`, has no public address, leads elsewhere, sends something else or "
                                + "only a part of"
                                + " it, too much or too slowly; or it is of another format than was asked for.",
                        "Fetch it from the address in the message, or ask for `response_format: url`; see "
                                + "`media.hosts`,"
                                + " `media.fetch-limit` and `media.fetch-timeout`."));
    }
}
