/** Tests of files that are uploaded. Start at {@link poegateway.relay.upload.InlineFileTest}. */
@NullMarked
package poegateway.relay.upload;

import org.jspecify.annotations.NullMarked;
