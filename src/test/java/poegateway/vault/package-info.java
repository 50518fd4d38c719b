/** Tests of what is kept on disk. */
@NullMarked
package poegateway.vault;

import org.jspecify.annotations.NullMarked;
