@NullMarked
package poegateway.tool;

import org.jspecify.annotations.NullMarked;
