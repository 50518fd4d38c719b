package poegateway.simulator.chat;

import poegateway.simulator.answer.Question;

/**
 * A request for a chat completion.
 *
 * @param question what is asked of the model
 * @param messages how many messages there are; -1 when the field is missing or no array
 * @param includeUsage whether a stream tells its usage
 */
public record ChatQuestion(Question question, int messages, boolean includeUsage) {}
