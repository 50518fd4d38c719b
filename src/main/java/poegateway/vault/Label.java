package poegateway.vault;

/**
 * What goes with bytes that are kept.
 *
 * @param name of the file
 * @param mediaType such as {@code image/png}
 * @param purpose what its owner keeps it for
 */
public record Label(String name, String mediaType, String purpose) {}
