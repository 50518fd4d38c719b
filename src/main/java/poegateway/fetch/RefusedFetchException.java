package poegateway.fetch;

import java.io.IOException;

/** The host, its address or what it answers is not what may be fetched. Its message is the rest of a sentence. */
final class RefusedFetchException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedFetchException(String reason) {
        super(reason);
    }

    /** In words for the caller. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
