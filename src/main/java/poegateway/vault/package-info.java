/**
 * Bytes that are kept for callers on disk, for a while and within limits: what models made, files of callers, and parts of
 * requests on their way.
 *
 * <p>Start at {@link poegateway.vault.Vault}.
 */
@NullMarked
package poegateway.vault;

import org.jspecify.annotations.NullMarked;
