/** The fault matrix: for every mishap on the way to Poe, what the caller sees and how often Poe was asked.
 *
 * <p>The numbers of the rows are those of the table of faults in {@code docs/errors.md}.
 */
@NullMarked
package poegateway.faults;

import org.jspecify.annotations.NullMarked;
