package poegateway.upstream;

import java.util.Optional;
import poegateway.core.Cancellation;
import poegateway.core.HeaderFields;
import poegateway.core.RequestTimeline;
import poegateway.core.text.Secret;

/**
 * One attempt at one request.
 *
 * @param address where it goes
 * @param key of the Poe account that pays; absent where Poe needs none
 * @param headers what travels beside key and framing
 * @param body absent for a GET
 * @param timeline enters the phases of an attempt; its cancellation hangs up on Poe
 */
public record PoeRequest(
        PoeEndpoint address,
        Optional<Secret> key,
        HeaderFields headers,
        Optional<PoeRequestBody> body,
        RequestTimeline timeline) {
    /** Stops the attempt, and hangs up on Poe. */
    public Cancellation cancellation() {
        return timeline.cancellation();
    }
}
