package poegateway.fetch;

import java.io.IOException;

/** The host, its address or what it answers is not what may be fetched. Its message is the rest of a sentence. */
final class RefusedFetchException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedFetchException(String reason) {
        super(reason);
    }

    static RefusedFetchException tooLarge(long limitBytes) {
        return new RefusedFetchException("it is larger than media.fetch-limit, " + limitBytes + " bytes");
    }

    static RefusedFetchException foreign(MediaFormat.Kind kind) {
        return new RefusedFetchException("what its host sent is no " + kind.formats());
    }

    static RefusedFetchException empty() {
        return new RefusedFetchException("it is empty");
    }

    static RefusedFetchException cut() {
        return new RefusedFetchException("its end is missing");
    }

    /** In words for the caller. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
