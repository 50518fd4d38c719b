/**
 * A gateway in which every rule is broken, each by classes named after what they do wrong. Classes whose doc says that
 * they are allowed break nothing: they show that a rule forbids no more than it should.
 */
@NullMarked
package poegateway.architecture.broken;

import org.jspecify.annotations.NullMarked;
