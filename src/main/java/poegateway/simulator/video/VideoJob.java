package poegateway.simulator.video;

import java.time.Duration;
import java.time.Instant;
import poegateway.simulator.json.JsonWords;

/**
 * A video that is made. Time alone moves it on: it waits for {@value #QUEUED_MILLIS} ms, and is made after
 * {@value #MADE_MILLIS}.
 *
 * @param id {@code video_} and digits that nobody guesses
 * @param fault what becomes of it
 */
record VideoJob(String id, String model, int seconds, String size, Instant createdAt, Fault fault) {
    private static final long QUEUED_MILLIS = 2_000;
    private static final long MADE_MILLIS = 12_000;
    private static final int DONE = 100;
    private static final Duration KEPT = Duration.ofHours(24);

    /** What a word in the prompt chooses. */
    enum Fault {
        NONE(""),
        FAILS("[fails]"),
        ENDLESS("[endless]"),
        ERROR_ONCE("[error-once]"),
        GONE("[gone]"),
        WRONG_SHAPE("[wrong-shape]"),
        UNKNOWN_STATUS("[unknown-status]");

        private final String word;

        Fault(String word) {
            this.word = word;
        }

        /** The first that the prompt names. */
        static Fault of(String prompt) {
            for (Fault fault : values()) {
                if (fault != NONE && prompt.contains(fault.word)) {
                    return fault;
                }
            }
            return NONE;
        }
    }

    boolean isCompleted(Instant now) {
        return state(now).equals("completed");
    }

    private String state(Instant now) {
        long millis = millis(now);
        if (millis < QUEUED_MILLIS) {
            return "queued";
        }
        if (fault == Fault.UNKNOWN_STATUS) {
            return "paused";
        }
        if (millis < MADE_MILLIS || fault == Fault.ENDLESS) {
            return "in_progress";
        }
        return fault == Fault.FAILS ? "failed" : "completed";
    }

    private long millis(Instant now) {
        return Duration.between(createdAt, now).toMillis();
    }

    private long progress(Instant now) {
        long made = Math.max(0, millis(now) - QUEUED_MILLIS) * DONE / (MADE_MILLIS - QUEUED_MILLIS);
        return isCompleted(now) ? DONE : Math.min(made, DONE - 1);
    }

    /** The object that Poe documents. */
    String json(Instant now) {
        if (fault == Fault.WRONG_SHAPE && millis(now) >= QUEUED_MILLIS) {
            return "{\"id\":" + JsonWords.quote(id) + ",\"object\":\"video\",\"state\":1}";
        }
        boolean completed = isCompleted(now);
        Instant ended = createdAt.plusMillis(MADE_MILLIS);
        String error = state(now).equals("failed")
                ? "{\"code\":\"moderation_error\",\"message\":\"This video cannot be made.\"}"
                : "null";
        return "{\"id\":" + JsonWords.quote(id) + ",\"object\":\"video\",\"status\":" + JsonWords.quote(state(now))
                + ",\"created_at\":" + createdAt.getEpochSecond()
                + ",\"completed_at\":" + (completed ? "" + ended.getEpochSecond() : "null")
                + ",\"expires_at\":" + (completed ? "" + ended.plus(KEPT).getEpochSecond() : "null")
                + ",\"model\":" + JsonWords.quote(model) + ",\"seconds\":" + seconds + ",\"size\":"
                + JsonWords.quote(size) + ",\"progress\":" + progress(now)
                + ",\"remixed_from_video_id\":null,\"error\":" + error + ",\"usage\":null}";
    }
}
