package poegateway.rig;

/**
 * An error as a caller reads it from an answer or from an event of a stream.
 *
 * @param kind its kind in the dialect's own word
 * @param code the gateway's name for the failure, as docs/errors.md lists it
 * @param message what it says to people
 */
public record SpokenError(String kind, String code, String message) {}
