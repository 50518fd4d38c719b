/** Requests whose callers and models speak different dialects, through a gateway and a simulated Poe. */
@NullMarked
package poegateway.translated;

import org.jspecify.annotations.NullMarked;
