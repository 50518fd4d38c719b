/**
 * Files that callers upload and name in their requests, and what is served of bytes that are kept.
 *
 * <p>Start at {@link poegateway.media.file.UploadedFiles}.
 */
@NullMarked
package poegateway.media.file;

import org.jspecify.annotations.NullMarked;
