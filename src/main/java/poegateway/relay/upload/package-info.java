/**
 * Files of a request as they are uploaded, read where they lie.
 *
 * <p>Start at {@link poegateway.relay.upload.MultipartFile}.
 */
@NullMarked
package poegateway.relay.upload;

import org.jspecify.annotations.NullMarked;
