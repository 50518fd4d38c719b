/** Every caller with every form in which Poe answers: faults, and replies that were recorded. */
@NullMarked
package poegateway.pairs;

import org.jspecify.annotations.NullMarked;
