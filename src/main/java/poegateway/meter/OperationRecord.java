package poegateway.meter;

import java.util.Optional;
import poegateway.core.Usage;

/**
 * What is told of one call of a model. Nothing of what was said is in it.
 *
 * @param name what the model was to do, by OpenTelemetry's {@code gen_ai.operation.name}
 * @param model what was asked for, as the caller spelled it
 * @param modelKnown whether Poe has a model of that name; else the name is any text of the caller's
 * @param modelThatRan the model that answered, by Poe's word
 * @param stream whether the answer was to come as a stream
 * @param tools what tools that the gateway runs did for it
 * @param attempts at Poe; 0 when nothing was asked of it
 * @param poeStatus of Poe's last reply; 0 when there was none
 * @param poeRequestId the id that Poe gave to that reply, in visible ASCII
 * @param outcome {@code ok}, or the outcome of the failure
 * @param durationNanos from the first attempt to the end; -1 when there was none
 * @param firstChunkNanos from the first attempt to Poe's first event, or to the head of a whole reply; -1 when none came
 */
public record OperationRecord(
        String name,
        String model,
        boolean modelKnown,
        Optional<String> modelThatRan,
        boolean stream,
        Optional<Usage> usage,
        ToolWork tools,
        int attempts,
        int poeStatus,
        Optional<String> poeRequestId,
        String outcome,
        long durationNanos,
        long firstChunkNanos) {}
