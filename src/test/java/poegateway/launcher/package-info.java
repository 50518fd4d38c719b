/** Runs the launcher script in a copy of the project, with a made-up java and Maven. */
@NullMarked
package poegateway.launcher;

import org.jspecify.annotations.NullMarked;
