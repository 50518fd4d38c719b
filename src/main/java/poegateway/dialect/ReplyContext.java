package poegateway.dialect;

import poegateway.dialect.poe.PoeErrors;

/**
 * What the reader of a reply is told about it.
 *
 * @param requestId id that the gateway gave the request
 * @param createdSeconds when the reply began, in seconds since 1970
 * @param opening the request that it answers
 * @param errors reads the errors of Poe that stand in the reply
 */
public record ReplyContext(String requestId, long createdSeconds, Opening opening, PoeErrors errors) {
    /** The same for a reader that wants to know what was counted, whether the caller does or not. */
    public ReplyContext wantingUsage() {
        Opening wanting = opening.wantingUsage();
        return new ReplyContext(requestId, createdSeconds, wanting, errors);
    }
}
