/** Tests of forms of answers. Start at {@link poegateway.relay.form.FormInstructionTest}. */
@NullMarked
package poegateway.relay.form;

import org.jspecify.annotations.NullMarked;
