package poegateway.core.failure;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.core.text.SafeText;

/** Poe's reply did not come, broke off, or cannot be read; the work may be billed. */
public sealed interface ReplyFailure extends UpstreamFailure {
    /**
     * The connection closed after the request was sent; the model may have run, so nothing is sent again.
     *
     * @param midStream whether a part of the answer was shown before
     */
    record Closed(boolean midStream) implements ReplyFailure {
        @Override
        public Facts facts() {
            return new Facts(
                    Kind.UPSTREAM,
                    502,
                    "upstream_closed",
                    Retry.NEVER,
                    midStream ? "upstream_truncated" : "upstream_reset");
        }

        @Override
        public String message() {
            return "Poe closed the connection before its answer was complete. It may have billed the request; sending"
                    + " again may bill it twice.";
        }
    }

    /** The connection closed before the list of models was complete, which nobody pays for. */
    record ListCut() implements ReplyFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UPSTREAM, 502, "upstream_closed", Retry.IF_UNSENT, "upstream_reset");
        }

        @Override
        public String message() {
            return "Poe closed the connection before its list of models was complete, on every attempt. Ask again: "
                    + "it costs nothing.";
        }
    }

    /** The headers of the reply, or the whole of it, took too long. */
    record Timeout(String limit) implements ReplyFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.TIMEOUT, 504, "upstream_timeout", Retry.NEVER, "upstream_timeout");
        }

        @Override
        public String message() {
            return "Poe did not answer in time (" + limit
                    + "). It may still bill the request, so it was not sent again. Ask for less, or raise the limit.";
        }
    }

    /** The reply fell silent in the middle. */
    record IdleTimeout(Duration limit) implements ReplyFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.TIMEOUT, 504, "upstream_idle_timeout", Retry.NEVER, "upstream_idle");
        }

        @Override
        public String message() {
            return "Poe sent nothing for " + limit.toSeconds()
                    + " s in the middle of its answer, so it was cut off there. It may have been billed.";
        }
    }

    /** The stream ended without saying that it was finished. */
    record Truncated() implements ReplyFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UPSTREAM, 502, "upstream_truncated", Retry.NEVER, "upstream_truncated");
        }

        @Override
        public String message() {
            return "Poe's stream ended before the answer was finished. What came is incomplete, and may have been"
                    + " billed.";
        }
    }

    /** The reply is not what the interface promises: wrong type, broken JSON, redirect, protocol error. */
    record BadResponse(String reason) implements ReplyFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UPSTREAM, 502, "upstream_bad_response", Retry.NEVER, "upstream_protocol");
        }

        @Override
        public String message() {
            return "Poe's answer could not be read: " + reason
                    + ". Check that poe.base-url is Poe and that no proxy or sign-in page stands between.";
        }
    }

    /**
     * Poe said an error after a part of its answer. That part may be billed, so nothing is sent again, whatever the error
     * would allow by itself.
     *
     * @param refusal what Poe said
     */
    record Interrupted(PoeRefusal refusal) implements ReplyFailure {
        /** 429 and 5xx would tell clients that they lost nothing: they become 502. */
        @Override
        public Facts facts() {
            int status = refusal.status() == 429 || refusal.status() >= 500 ? 502 : refusal.status();
            return new Facts(
                    status < 500 ? refusal.kind() : Kind.UPSTREAM,
                    status,
                    refusal.code(),
                    Retry.NEVER,
                    refusal.outcome());
        }

        @Override
        public @Nullable String param() {
            return refusal.param();
        }

        @Override
        public String message() {
            return said()
                    + " Part of the answer had arrived by then: it may be billed, and sending it again may bill it "
                    + "twice.";
        }

        /** Poe's words without the advice to send again. */
        private String said() {
            return switch (refusal) {
                case PoeRefusal.ServerError error -> error.said();
                case PoeRefusal.Overloaded overloaded -> overloaded.said();
                case PoeRefusal.Throttled throttled -> throttled.said();
                case PoeRefusal.ModelTimeout timeout -> "Poe says that the model took too long.";
                default -> refusal.message();
            };
        }
    }

    /** A reply of 200 that is neither JSON nor a stream of events, such as a sign-in page. */
    record WrongType(String contentType) implements ReplyFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UPSTREAM, 502, "upstream_bad_response", Retry.NEVER, "upstream_protocol");
        }

        @Override
        public String message() {
            return "Poe's answer came as " + contentType
                    + ", not as JSON or events. Check that poe.base-url is Poe and that no sign-in page stands"
                    + " between.";
        }
    }

    /**
     * A model that was to make a picture, sound or film answered with words alone. It may have been paid for them.
     *
     * @param medium picture, sound or film
     * @param model that was asked
     * @param said its words
     */
    record WordsInsteadOfMedia(String medium, String model, String said) implements ReplyFailure {
        private static final int SHOWN_CHARS = 2_000;

        @Override
        public Facts facts() {
            return switch (medium) {
                case "sound" -> new Facts(Kind.INVALID, 400, "speech_generation_failed", Retry.NEVER, "upstream_words");
                case "video" -> new Facts(Kind.INVALID, 400, "video_generation_failed", Retry.NEVER, "upstream_words");
                default -> new Facts(Kind.INVALID, 400, "image_generation_failed", Retry.NEVER, "upstream_words");
            };
        }

        @Override
        public String message() {
            return said.isBlank()
                    ? "The model " + model + " made no " + medium + " and said nothing. " + fix()
                    : "The model " + model + " made no " + medium + ", and said: \""
                            + SafeText.shortened(said, SHOWN_CHARS) + "\". " + fix();
        }

        private String fix() {
            return "Say in the prompt what is to be " + (medium.equals("sound") ? "heard" : "seen")
                    + ", or ask another model.";
        }
    }

    /**
     * Poe began to make a video in a job of its own, and refuses to tell how it stands.
     *
     * @param said Poe's words
     */
    record VideoLost(String said) implements ReplyFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UPSTREAM, 502, "upstream_video_lost", Retry.NEVER, "upstream_4xx");
        }

        @Override
        public String message() {
            return "Poe began the video, and then refused to give its status: " + said
                    + " It may have been billed; sending again may bill it twice.";
        }
    }

    /**
     * A medium that a model made could not be fetched from the host that keeps it, or is not what was asked for; it was made, and
     * paid for.
     *
     * @param medium picture, sound or film
     * @param link where the model says that it is
     * @param reason what was wrong, such as {@code it is empty}
     */
    record FetchFailed(String medium, String link, String reason) implements ReplyFailure {
        private static final int SHOWN_CHARS = 500;

        @Override
        public Facts facts() {
            return new Facts(Kind.UPSTREAM, 502, "media_fetch_failed", Retry.NEVER, "upstream_media");
        }

        @Override
        public String message() {
            String made = "The " + medium + " was made and is paid for, but the gateway could not fetch it: " + reason
                    + ". Fetch it yourself";
            String at = SafeText.printable(link, SHOWN_CHARS);
            return medium.equals("picture")
                    ? made + " from " + at + " or ask for \"response_format\": \"url\"."
                    : made + ": " + at;
        }
    }

    /**
     * No answer had the form that the caller asked for.
     *
     * @param calls how many answers there were, all paid for
     * @param fault what is wrong with the last one
     * @param repairFailed why there was no further one, where asking for it failed
     */
    record Unfit(int calls, String fault, Optional<String> repairFailed) implements ReplyFailure {
        /** The outcome of an answer that does not fit, whether a further one does or not. */
        public static final String OUTCOME = "upstream_unfit";

        @Override
        public Facts facts() {
            return new Facts(Kind.UPSTREAM, 502, "schema_mismatch", Retry.NEVER, OUTCOME);
        }

        @Override
        public String message() {
            return "The model's answer does not have the requested form: " + fault + ". "
                    + repairFailed
                            .map(why -> "Asking for a better one failed: " + why + " ")
                            .orElse("")
                    + (calls == 1 ? "It was" : "It was asked " + calls + " times, and each answer was")
                    + " paid for; sending it again costs again. Simplify the schema, ask another model, or send "
                    + "'x-poe-gateway-structured-output: instruct' to get such answers as they are.";
        }
    }

    record TooLarge(long limitBytes) implements ReplyFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UPSTREAM, 502, "upstream_too_large", Retry.NEVER, "upstream_protocol");
        }

        @Override
        public String message() {
            return "One piece of Poe's answer is over the limit of " + limitBytes
                    + " bytes. Ask for less, or raise upstream.event-limit or upstream.reply-limit.";
        }
    }
}
