/**
 * Writes the pages about the settings that people and editors read.
 *
 * <p>Start at {@link poegateway.config.docs.ConfigDocs}.
 */
@NullMarked
package poegateway.config.docs;

import org.jspecify.annotations.NullMarked;
