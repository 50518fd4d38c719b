/** Fetching of what models made. */
@NullMarked
package poegateway.fetch;

import org.jspecify.annotations.NullMarked;
