/** How well the tests notice changed code: the bars in pom.xml, and what was measured, in docs/testing.md. */
@NullMarked
package poegateway.mutation;

import org.jspecify.annotations.NullMarked;
