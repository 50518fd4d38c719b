@NullMarked
package poegateway.session;

import org.jspecify.annotations.NullMarked;
