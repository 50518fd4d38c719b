/**
 * Uploads of files that queries to bots then point at: forms read by hand, and a bounded store.
 *
 * <p>Start at {@link poegateway.simulator.upload.UploadForm}.
 */
@NullMarked
package poegateway.simulator.upload;

import org.jspecify.annotations.NullMarked;
