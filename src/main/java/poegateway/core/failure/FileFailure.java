package poegateway.core.failure;

import java.time.Duration;
import java.util.Optional;

/** What goes wrong with files that are kept for callers. Nothing was sent to Poe. */
public sealed interface FileFailure extends Failure {
    /** A file is larger than a caller may keep. */
    record FileTooLarge(String limit, long limitBytes) implements FileFailure {
        @Override
        public Source source() {
            return Source.CLIENT;
        }

        @Override
        public Facts facts() {
            return new Facts(Kind.TOO_LARGE, 413, "file_too_large", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "The file is larger than " + limitBytes
                    + " bytes, which is the most that is kept. Send a smaller one, or" + " raise " + limit + ".";
        }
    }

    /**
     * No file of the caller has that id.
     *
     * @param id safe to print
     * @param ofAnotherRun whether the id is one that this process has not given
     */
    record FileNotFound(String id, boolean ofAnotherRun) implements FileFailure {
        @Override
        public Source source() {
            return Source.CLIENT;
        }

        @Override
        public Facts facts() {
            return new Facts(Kind.NOT_FOUND, 404, "file_not_found", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return ofAnotherRun
                    ? "The file '" + id
                            + "' is gone: it was uploaded before this gateway started, or to another one, and files "
                            + "do not survive a restart. Upload it again with POST /v1/files."
                    : "No file '" + id
                            + "' is kept for this key. Files are deleted after vault.keep-for, when others need the "
                            + "space, and when the gateway restarts: upload it again with POST /v1/files.";
        }
    }

    /**
     * A request names a file that is not kept for its caller.
     *
     * @param id safe to print
     * @param place in the request where it is named
     */
    record UnknownFile(String id, String place) implements FileFailure {
        @Override
        public Source source() {
            return Source.CLIENT;
        }

        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 400, "file_not_found", Retry.NEVER, "client_bad");
        }

        @Override
        public String param() {
            return place;
        }

        @Override
        public String message() {
            return "'" + place + "' names the file '" + id
                    + "', and no such file is kept for this key. Upload it with POST /v1/files, and use the id in "
                    + "the answer; files are deleted after vault.keep-for, and when the gateway restarts.";
        }
    }

    /** A link to what a model made has ended, or is none. */
    record MediaLinkEnded() implements FileFailure {
        @Override
        public Source source() {
            return Source.CLIENT;
        }

        @Override
        public Facts facts() {
            return new Facts(Kind.NOT_FOUND, 404, "media_not_found", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "Nothing is kept under this link. Links expire after vault.keep-for, when other files need the "
                    + "space, and when the gateway restarts: have it made again.";
        }
    }

    /** A part of a file is asked for that the file does not have. */
    record RangeNotSatisfiable(long bytes) implements FileFailure {
        @Override
        public Source source() {
            return Source.CLIENT;
        }

        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 416, "range_not_satisfiable", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "The header 'Range' asks for bytes beyond the end of the file, whose length is " + bytes
                    + ". Ask for others, or leave" + " the header out.";
        }
    }

    /**
     * What is to be kept on disk cannot be, for now.
     *
     * @param reason what the disk says; the rest of a sentence
     */
    record StorageUnavailable(String reason) implements FileFailure {
        @Override
        public Source source() {
            return Source.GATEWAY;
        }

        @Override
        public Facts facts() {
            return new Facts(
                    Kind.OVERLOADED,
                    503,
                    "storage_unavailable",
                    Retry.after(Optional.of(Duration.ofSeconds(10))),
                    "gateway_storage");
        }

        @Override
        public String message() {
            return "The gateway cannot store files at the moment: in the folder of vault.folder, " + reason
                    + ". Try again later, or free space there.";
        }
    }
}
