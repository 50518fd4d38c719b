/**
 * Reads the settings from files, environment and flags, and again when one of them changes; the file of keys too.
 *
 * <p>Start at {@link poegateway.config.load.ConfigLoader}.
 */
@NullMarked
package poegateway.config.load;

import org.jspecify.annotations.NullMarked;
