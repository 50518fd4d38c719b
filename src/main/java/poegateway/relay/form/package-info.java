/**
 * The form that an answer must have, where the way to the model cannot say it: how it is asked for in words, and whether an answer
 * has it.
 *
 * <p>Start at {@link poegateway.relay.form.FormInstruction}.
 */
@NullMarked
package poegateway.relay.form;

import org.jspecify.annotations.NullMarked;
