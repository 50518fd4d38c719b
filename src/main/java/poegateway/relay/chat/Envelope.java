package poegateway.relay.chat;

/**
 * What every reply says about itself, for replies that leave a part of it out: clients refuse those.
 *
 * @param id of the reply, unlike that of any other
 * @param createdSeconds when it was made, in seconds since 1970
 * @param model name of the model
 */
public record Envelope(String id, long createdSeconds, String model) {
    /**
     * The envelope of the answer to a request.
     *
     * @param requestId id that the gateway gave the request
     */
    public static Envelope of(String requestId, long createdSeconds, String model) {
        return new Envelope("chatcmpl-" + requestId, createdSeconds, model);
    }
}
