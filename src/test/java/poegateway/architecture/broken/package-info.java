/**
 * A gateway in which every wall is broken, each by classes named after what they do wrong. Classes whose doc says that
 * they are allowed break nothing: they show that a wall is not too high.
 */
@NullMarked
package poegateway.architecture.broken;

import org.jspecify.annotations.NullMarked;
