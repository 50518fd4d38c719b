/** Holds the Dockerfile and the pages about running to the code; {@code .ci/container} does what the Dockerfile says. */
@NullMarked
package poegateway.container;

import org.jspecify.annotations.NullMarked;
