package poegateway.relay;

import java.util.function.BiFunction;
import poegateway.conversation.Prompt;
import poegateway.dialect.Opening;
import poegateway.dialect.WireFormat;
import poegateway.relay.form.AnswerCheck;
import poegateway.relay.local.CollectedReply;

/**
 * How an answer is checked before its caller sees it, and asked for again where it does not fit.
 *
 * @param caller dialect of whoever gets the answer
 * @param opening of the caller's request
 * @param prompt as it was written, its form in words
 * @param check of each answer
 * @param written a request for the answer to a prompt, which is to be collected
 */
record AnswerRepair(
        WireFormat caller,
        Opening opening,
        Prompt prompt,
        AnswerCheck check,
        BiFunction<Prompt, CollectedReply, UpstreamRequest> written) {}
