package poegateway.simulator.answer;

import java.util.List;
import java.util.Optional;

/**
 * The content of a reply, before it has a form.
 *
 * @param text the answer; empty beside tool calls
 * @param reasoning thoughts; empty when none are shown
 * @param calls functions to call
 * @param media the file that it made; absent when it answers in words
 * @param usage what it cost
 * @param ending why it ends where it does
 */
public record Turn(
        String text, String reasoning, List<Call> calls, Optional<MediaFile> media, Usage usage, Ending ending) {
    /**
     * A function to call.
     *
     * @param arguments JSON text
     * @param signature Google's thought signature; empty for other makers
     */
    public record Call(String id, String name, String arguments, String signature) {}

    /**
     * Tokens.
     *
     * @param reasoning tokens of thought, part of {@code completion}
     * @param cached tokens that were not read again, part of {@code prompt}; told whenever there are any
     * @param detailed whether all details are told
     */
    public record Usage(long prompt, long completion, long reasoning, long cached, boolean detailed) {}

    /** Why an answer ends. */
    public enum Ending {
        /** All is said. */
        COMPLETE,
        /** A limit of tokens cut it. */
        TOKEN_LIMIT,
        /** A filter of contents cut it. */
        CONTENT_FILTER
    }

    /**
     * A picture, a video or sound that a model made.
     *
     * @param contentType such as {@code image/png}
     * @param name as the answer names it
     */
    public record MediaFile(String contentType, String name, String url) {}

    public Turn {
        calls = List.copyOf(calls);
    }

    /** An answer in words that is complete. */
    public static Turn ofText(String text, Usage usage) {
        return new Turn(text, "", List.of(), Optional.empty(), usage, Ending.COMPLETE);
    }

    /** The same content with other calls. */
    public Turn calling(List<Call> others) {
        return new Turn(text, reasoning, others, media, usage, ending);
    }

    /** The same content, ended there for that reason. */
    public Turn endedBy(Ending other) {
        return new Turn(text, reasoning, calls, media, usage, other);
    }
}
