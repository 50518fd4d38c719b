/** Tests of files that callers upload. */
@NullMarked
package poegateway.media.file;

import org.jspecify.annotations.NullMarked;
