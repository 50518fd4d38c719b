/**
 * What is asked of a simulated model and what it answers, whatever the form on the wire: questions, the catalogue, the content
 * of an answer.
 *
 * <p>Start at {@link poegateway.simulator.answer.TurnAuthor}, which makes a {@link poegateway.simulator.answer.Turn} of a
 * {@link poegateway.simulator.answer.Question}.
 */
@NullMarked
package poegateway.simulator.answer;

import org.jspecify.annotations.NullMarked;
