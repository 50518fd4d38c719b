package poegateway.core;

import java.time.Duration;

/**
 * How long a request may be in each {@link RequestPhase}, and how long it may take for Poe altogether.
 *
 * @param body until the caller's body is there
 * @param writeStall for one write to the caller
 * @param connect until there is a connection to Poe
 * @param firstEvent from there to the first event, or to the head of a whole reply
 * @param media the same for models that make pictures, sound or film
 * @param idle between bytes of a reply
 * @param total for Poe, with all attempts and the waits between them
 * @param fetch for a medium that a model made, from the connection to its host to its last byte
 */
public record TimeLimits(
        Duration body,
        Duration writeStall,
        Duration connect,
        Duration firstEvent,
        Duration media,
        Duration idle,
        Duration total,
        Duration fetch) {
    /** For the rest of a body that nobody wants: long enough for a caller who sends it, to read why. */
    static final Duration DISCARD = Duration.ofSeconds(5);

    /** For the end of a reply whose content is complete: it only decides whether the connection can be kept. */
    static final Duration DRAIN = Duration.ofSeconds(1);

    /** For the words of a refusal: its status has said what is to be done. */
    static final Duration REFUSAL = Duration.ofSeconds(2);

    private static final Duration FOREVER = Duration.ofDays(36_500);

    /** For what is only timed. */
    static final TimeLimits NONE =
            new TimeLimits(FOREVER, FOREVER, FOREVER, FOREVER, FOREVER, FOREVER, FOREVER, FOREVER);
}
