package poegateway.core;

/**
 * Whoever sent the request, known by what may be logged.
 *
 * @param id owner of everything kept for this caller; never a secret
 * @param name a label for logs and metrics
 */
public record Caller(String id, String name) {
    /** The one caller of a gateway that asks for no key. */
    public static final Caller ANYBODY = new Caller("anybody", "anybody");
}
